// Which requests are refused, and with which status.
import { scalarTypesOf } from '../scalar-types.ts';
import { formOfError } from '../../../document/error-form.ts';
import { isSuccess } from '../../target/response.ts';
import type { Ask } from '../../target/ask.ts';
import { present, showingOf } from '../../model/shown.ts';
import { statusOfRefusal, wasRefused } from '../expect.ts';
import { refusesOtherNames } from '../expect-kept.ts';
import { type Body, type Kind, freeTexts, sampleOf } from '../../model/kinds.ts';
import type { TargetResponse } from '../../target/http.ts';
import { Undecidable } from '../../target/verdict.ts';
import type { Workspace } from '../../model/workspace.ts';
import { ofEach, reading, writing } from './probe.ts';

export const requestProbes = [
  writing('invalid-body-status', ofEach(observeInvalidBody)),
  writing('media-type-status', ofEach(observeMediaType)),
  writing('too-large-status', (workspace, { kinds }) => observeTooLarge(workspace, kinds)),
  writing(
    'unknown-fields',
    ofEach((workspace, kind) => takenOrRefused(workspace, kind, { unknownToThePage: 'x' })),
  ),
  writing(
    'read-only-fields',
    ofEach((workspace, kind) => takenOrRefused(workspace, kind, { createdBy: 'an-intruder' })),
  ),
  reading('unknown-query', observeUnknownQuery),
  writing('null-for-optional', (workspace, { kinds }) => observeNull(workspace, kinds)),
  writing('scalar-types', scalarTypesOf),
  writing('transport-strategy', (workspace, { kinds }) => observeEnum(workspace, kinds)),
  writing('type-provider-mismatch', (workspace, { kinds }) => observeMismatch(workspace, kinds)),
  reading('error-body', observeErrors),
  writing('error-details', ofEach(observeDetails)),
];

/** More than any limit for the size of a body that the mock or a usual backend has, in bytes. */
const tooMuch = 1_200_000;

async function observeInvalidBody(workspace: Workspace, kind: Kind): Promise<string> {
  const { type: _left, ...body } = sampleOf(kind);
  return statusOfRefusal(await workspace.put(kind, body));
}

async function observeMediaType(workspace: Workspace, kind: Kind): Promise<string> {
  const response = await workspace.put(kind, sampleOf(kind), { type: 'text/plain' });
  if (isSuccess(response)) throw new Undecidable('it accepts JSON under any media type');
  return statusOfRefusal(response);
}

async function observeTooLarge(workspace: Workspace, [kind]: readonly Kind[]): Promise<string> {
  if (!kind) throw new Undecidable('the document has no body');
  const response = await workspace.put(kind, {}, { raw: JSON.stringify(sampleOf(kind)) + ' '.repeat(tooMuch) });
  if (isSuccess(response)) throw new Undecidable(`it accepts a body of ${tooMuch} bytes`);
  return statusOfRefusal(response);
}

async function takenOrRefused(workspace: Workspace, kind: Kind, more: Body): Promise<string> {
  return wasRefused(await workspace.put(kind, sampleOf(kind, more))) ? 'refuse' : 'ignore';
}

async function observeUnknownQuery(workspace: Workspace): Promise<string> {
  const response = await workspace.ask(workspace.options.list, { query: '?unknownToThePage=1' });
  return wasRefused(response) ? 'refuse' : 'ignore';
}

async function observeNull(workspace: Workspace, kinds: readonly Kind[]): Promise<string> {
  const { own } = await showingOf(workspace);
  const seen = new Set<string>();
  for (const kind of kinds) {
    const open = new Set(kind.fields.filter(({ secret }) => !secret).map(({ name }) => name));
    const name = freeTexts(kind).find((each) => open.has(each)) ?? '';
    const response = await workspace.put(kind, sampleOf(kind, { [name]: null }));
    const isRefused = wasRefused(response);
    const shown = isRefused ? undefined : (await workspace.one(kind))[name];
    const spoilt = own && present(shown) && shown !== sampleOf(kind)[name];
    seen.add(isRefused ? 'refuse' : spoilt ? `stored as ${JSON.stringify(shown)}` : 'as-absent');
  }
  return [...seen].join(' and ');
}

async function observeEnum(workspace: Workspace, kinds: readonly Kind[]): Promise<string> {
  const kind = kinds.find(({ fields }) => fields.some(({ schema }) => schema.enum));
  const field = kind?.fields.find(({ schema }) => schema.enum);
  if (!kind || !field) throw new Undecidable('the document has no enum');
  const response = await workspace.put(kind, sampleOf(kind, { [field.name]: 'no such value' }));
  return wasRefused(response) ? 'listed' : 'any';
}

async function observeMismatch(workspace: Workspace, kinds: readonly Kind[]): Promise<string> {
  const refused = [];
  for (const kind of kinds) refused.push(await refusesOtherNames(workspace, kind));
  return [...new Set(refused)].map((each) => (each ? 'refuse' : 'accept')).join(' and ');
}

async function observeErrors(workspace: Workspace): Promise<string> {
  const asks: readonly Ask[] = [{ spaceless: true }, { space: 'n'.repeat(101) }, { token: null }];
  for (const ask of asks) {
    const response = await workspace.ask(workspace.options.list, ask);
    if (response.status >= 400) return formOf(response);
  }
  throw new Undecidable('nothing was refused');
}

async function observeDetails(workspace: Workspace, kind: Kind): Promise<string> {
  const { type: _left, ...body } = sampleOf(kind);
  const response = await workspace.put(kind, body);
  if (!wasRefused(response)) throw new Undecidable('it accepts an invalid body');
  if (!/vendor|problem/.test(formOf(response))) throw new Undecidable('errors have another form; see error-body');
  const { errors } = (response.json ?? {}) as { errors?: unknown };
  return Array.isArray(errors) && errors.length > 0 ? 'listed' : 'none';
}

/** The form of an error: a value of the assumption, or other words. */
export const formOf = ({ headers, ...response }: TargetResponse): string =>
  formOfError({ ...response, type: headers['content-type'] ?? '' });
