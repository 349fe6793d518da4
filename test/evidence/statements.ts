// The statements of the page, and of the standards that it stands on: those of the table of its rows, and those that the
// documented checks name as their source.
import type { Check } from '../../src/contract/checks/check.ts';
import type { Operation } from '../../src/document/operations.ts';
import { page, type Row as Field } from '../page/rows.ts';
import { kills } from '../support/kills.ts';
import { clientsOf, clientsWith } from './api-clients.ts';
import type { Proof, Row } from './row.ts';

const callers = 'test/http/refused-callers.test.ts';
const fields = 'test/http/refused-fields.test.ts';
const session = 'test/session/session.test.ts';

/** Every check passes against the mock. */
const wholeRun: Proof = {
  file: 'test/contract/mock.test.ts',
  title: 'The contract holds against the mock in every statement, without a difference, and leaves nothing behind',
};

/** Tests of the mock alone, by what is in the source of a statement. */
const ownTests: readonly (readonly [part: RegExp, file: string, title: string])[] = [
  [/Authorizations, ins_access_token, Required/, callers, 'Without a valid token, $method $path gets 401 and advice'],
  [/^Authorizations:/, session, 'A token expires, and the message says when and what to do'],
  [/^Authorizations:/, session, 'Refreshing gives new cookies for the refresh token alone'],
  [/X-Space, Required$/, callers, 'X-Space is required at $method $path, missing and empty'],
  [/^X-Space/, 'test/everything/isolation.test.ts', 'Spaces whose names %s are apart: %j and %j'],
  [/: \w+ (string|boolean|integer).* Required$/, fields, 'A field $field of $provider is required'],
  [/ max: \d+ /, fields, 'A field $field of $provider has at most $max characters'],
  [/Read-only/, fields, 'A field $field of $provider is ignored, whatever it is'],
  [/: \w+ (string|boolean|integer)(?!.*Read-only)/, fields, 'A field $field of $provider is of type $type'],
  [/ enum /, fields, 'A field transportStrategy cannot be %j'],
  [/ int32 /, fields, 'A field smtpPort cannot be %s, which is not an int32'],
  [/every row that says Optional/, fields, 'A field that is unknown is ignored'],
  [/5\.1: Field Names/, 'test/http/everyday-http.test.ts', 'HTTP/1.0 without Host can use the contract'],
  [/15\.5: Client Error/, 'test/http/refused-bodies.test.ts', 'A body has to be readable as JSON, unlike %j'],
];

/** Why no client sends what a statement of a standard is about. */
const noClient: Readonly<Record<string, string>> = {
  'RFC 9110, 15.5: Client Error 4xx': 'Clients that work do not send what has to be refused.',
  'RFC 9110, 15.5.16: 415 Unsupported Media Type': 'Clients that work send JSON.',
  'RFC 9110, 8.3.1: Media Type': 'The clients of the tests send application/json without a parameter.',
};

/** The row as the page shows it. */
function inWords({ field, type, format, max, enum: isEnum, readOnly, required }: Field): string {
  const [formatted, limited] = [format ? ` · ${format}` : '', max === undefined ? '' : ` · max: ${max}`];
  return `${field} ${type}${formatted}${limited}${isEnum ? ' · enum' : ''}${readOnly ? ' Read-only' : ''} ${required ? 'Required' : 'Optional'}`;
}

/** Each row of the page, by operation. */
const ofPage = page.flatMap(({ method, path, status, rows }) => {
  const title = `${method.toUpperCase()} ${path}`;
  const responses = status === '204' ? 'Responses, No content' : 'Responses, 200';
  const parts = ['Authorizations, ins_access_token, Required', 'X-Space, Required', ...rows.map(inWords), responses];
  return parts.map((part) => `${title}: ${part}`);
});

/** What a run expects of the id is in checks of the whole body. */
const ofIds = /: id string Optional$/;

function checksOf(source: string, checks: readonly Check[]): Check[] {
  if (!ofIds.test(source)) return checks.filter((check) => check.source === source);
  const body = source.replace(ofIds, ': Body');
  return checks.filter(({ id, source: of }) => of === body && /\.(own|another)-id$/.test(id));
}

/** Those whose every killer is among the checks: whichever fires, it is one of them. */
function mutantsFoundBy(ids: ReadonlySet<string>, all: readonly Check[]): string[] {
  const isFound = (killer: string): boolean =>
    all.filter(({ id }) => id.startsWith(killer)).every(({ id }) => ids.has(id));
  return Object.keys(kills).filter((name) => kills[name]?.every(isFound));
}

function clientsFor(source: string, operations: readonly Operation[]): string[] {
  const [, method = '', path = '', field] =
    /^(PUT|POST|GET) (\S+): (?:(\w+) (?:string|boolean|integer)\b)?/.exec(source) ?? [];
  const operation = operations.find((each) => each.method.toUpperCase() === method && each.path === path);
  if (operation) return field === undefined ? clientsOf(operation) : clientsWith(path, field);
  if (noClient[source] !== undefined) return [];
  const isOfSession = source.startsWith('Authorizations');
  return clientsOf(
    isOfSession ? { path: '/refresh', id: 'refresh' } : { path: '/api/otp/settings', id: 'getSettings' },
  );
}

/** A row for each. @param checks all of the plan @param operations those of the contract */
export function statementRows(checks: readonly Check[], operations: readonly Operation[]): Row[] {
  const documented = checks.filter(({ tier }) => tier === 'documented');
  const sources = [...new Set([...ofPage, ...documented.map(({ source }) => source)])];
  return sources.map((source) => {
    const ids = checksOf(source, documented).map(({ id }) => id);
    const own = ownTests.filter(([part]) => part.test(source)).map(([, file, title]) => ({ file, title }));
    const reason = noClient[source];
    return {
      what: source,
      mock: [...own, wholeRun],
      checks: ids,
      faults: mutantsFoundBy(new Set(ids), checks),
      clients: clientsFor(source, operations),
      reasons: reason === undefined ? {} : { clients: reason },
    };
  });
}
