// Who may call: every operation requires the access cookie.
import { type Operation, titleOf } from '../../document/operations.ts';
import { describe } from '../target/response.ts';
import type { Ask } from '../target/ask.ts';
import { isSo } from './batch.ts';
import { type Check, define, type Row } from './check.ts';
import { expectUnchanged } from './expect.ts';
import { type Kind, otherValue } from '../model/kinds.ts';
import { giveDefault, requireOtherThanSent } from './sends.ts';
import type { TargetResponse } from '../target/http.ts';
import { rootOf, type Subject } from '../model/subjects.ts';
import { Failed } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

interface Cookie {
  readonly id: string;
  readonly words: string;
  /** The requests to send, each of which has to be refused. */
  readonly asks: (access: string, operation: Operation) => readonly Ask[];
}

const cookies: readonly Cookie[] = [
  { id: 'missing', words: 'no cookie', asks: () => [{ token: null }] },
  { id: 'empty', words: 'an empty cookie', asks: () => [{ token: '' }] },
  { id: 'made-up', words: 'a made-up token', asks: () => [{ token: 'made-up' }] },
  {
    id: 'tampered',
    words: 'a token with one character changed',
    asks: (access) =>
      [Math.floor(access.length / 2), access.length - 4, access.length - 1]
        .map((place) => tamper(access, place))
        .slice(0, isSigned(access) ? 2 : 3) // the last character of a signature has idle bits
        .map((token) => ({ token })),
  },
  {
    id: 'cut',
    words: 'a token that is cut off or not signed',
    asks: (access) => cutOff(access).map((token) => ({ token })),
  },
  {
    id: 'other-header',
    words: 'no cookie and a made-up token in another header',
    asks: () =>
      [{ Authorization: 'Bearer made-up' }, { 'X-Auth-Token': 'made-up' }, { 'X-Forwarded-For': '127.0.0.1' }].map(
        (headers) => ({ token: null, headers }),
      ),
  },
  {
    id: 'other-path',
    words: 'no cookie, in any spelling of its path',
    asks: (_access, { method, path }) => [
      ...spellings(path).map((each) => ({ token: null, path: each })),
      ...(method === 'get' ? [{ token: null, method: 'head' }] : []),
    ],
  },
  { id: 'expired', words: 'a token that looks expired', asks: () => [{ token: lookingExpired() }] },
  {
    id: 'other-case',
    words: 'a token in a different letter case',
    asks: (access) =>
      [access.toUpperCase(), access.toLowerCase()].filter((token) => token !== access).map((token) => ({ token })),
  },
  {
    id: 'other-name',
    words: 'the token in a cookie with another name',
    asks: (access) => [{ token: null, headers: { Cookie: `session=${access}` } }],
  },
];

/** A token with one character changed. */
export function tamper(token: string, at: number): string {
  const place = Math.max(0, Math.min(at, token.length - 1));
  const other = /[0-9]/.test(token[place] ?? '') ? '0123456789' : 'abcdefghij';
  const replacement = other[(other.indexOf(token[place] ?? '') + 5) % 10] ?? 'x';
  return `${token.slice(0, place)}${replacement}${token.slice(place + 1)}`;
}

/** A JWT as if it had no signature, under the algorithm none, and with half of its signature; another token cut in half. */
function cutOff(token: string): string[] {
  const [header = '', payload = '', signature = ''] = token.split('.');
  if (!isSigned(token)) return [token.slice(0, Math.floor(token.length / 2))];
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const half = signature.slice(0, Math.floor(signature.length / 2));
  return [`${none}.${payload}.`, `${header}.${payload}.`, `${header}.${payload}`, `${header}.${payload}.${half}`];
}

/** What some servers read as the same path, and some filters do not. */
function spellings(path: string): string[] {
  const [start, last] = [path.slice(0, path.lastIndexOf('/') + 1), path.slice(path.lastIndexOf('/') + 1)];
  const encoded = `%${last.charCodeAt(0).toString(16)}${last.slice(1)}`;
  return [`${path}/`, `/${path}`, `${path};a=b`, `${start}${last.toUpperCase()}`, `${start}${encoded}`];
}

const isSigned = (token: string): boolean => token.split('.').length === 3;

function lookingExpired(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'admin', iat: 946_684_800, exp: 946_685_100 })}.c2lnbmF0dXJl`;
}

const rows = cookies.map(({ id, words, asks }): Row<Subject> => ({
  id: `cookie-${id}`,
  group: 'cookies',
  shows: 'refused',
  statement: ({ operation, kind }) =>
    `${titleOf(operation)} refuses a request with ${words}${kind ? ' and stores nothing' : ''}.`,
  needs: (subject) => (id === 'missing' ? [rootOf(subject)] : [rootOf(subject), 'cookie-missing']),
  async run(workspace, subject) {
    if (await areAllRefused(workspace, subject)) return;
    if (subject.effect === 'send') await giveDefault(workspace, workspace.options.spaces.own);
    for (const ask of asks(await workspace.client.freshAccess(), subject.operation))
      await expectNoEntry(workspace, subject, ask);
  },
}));

/** Every operation requires a token, and a refused write must not store anything. */
export function cookieChecks(subject: Subject): Check[] {
  const { name, operation, effect } = subject;
  const source = `${titleOf(operation)}: Authorizations, ins_access_token, Required`;
  return define({ name, source, effect, needs: [], place: name }, subject, rows);
}

/** Whether all cookies are refused, with one look at the list after the last one. Otherwise each shows itself. */
async function areAllRefused(workspace: Workspace, subject: Subject): Promise<boolean> {
  const { operation, kind, effect, name } = subject;
  if (workspace.options.record || effect === 'send') return false;
  return workspace.remember(`cookies ${name}`, async () => {
    const access = await workspace.client.freshAccess();
    const intruding = await intrusionOf(workspace, kind);
    for (const ask of cookies.flatMap(({ asks }) => asks(access, operation)))
      if (!isNoEntry(await workspace.ask(operation, { ...intruding, ...ask }))) return false;
    return !kind || isSo(() => expectUnchanged(workspace, kind));
  });
}

const isNoEntry = ({ status }: TargetResponse): boolean => status >= 300 && status <= 499;

/** A body that would show a write; none where nothing is put. */
const intrusionOf = async (workspace: Workspace, kind: Kind | undefined): Promise<Ask> =>
  kind ? { body: { ...(await workspace.baseline(kind)), ...changeOf(kind) } } : {};

/** Which status a refusal has is an assumption; a redirect to a login page is one as well. */
async function expectNoEntry(workspace: Workspace, { operation, kind, effect }: Subject, ask: Ask): Promise<void> {
  const response = await workspace.ask(operation, { ...(await intrusionOf(workspace, kind)), ...ask });
  if (!isNoEntry(response))
    throw new Failed({ expected: 'a refusal with 401 or 403', actual: describe(response), response });
  if (effect === 'send') await requireOtherThanSent(workspace, response);
  if (kind) await expectUnchanged(workspace, kind);
}

/** A change to every optional field, which would show a write. */
function changeOf(kind: Kind): Record<string, unknown> {
  const names = kind.fields.filter(({ readOnly, required, name }) => !readOnly && !required && name !== 'id');
  return Object.fromEntries(names.map(({ name }) => [name, otherValue(kind, name)]));
}
