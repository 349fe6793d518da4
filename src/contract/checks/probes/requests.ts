// Which requests are refused, and with which status.
import { isSuccess } from '../../target/response.ts';
import type { Ask } from '../../target/ask.ts';
import { present, showingOf } from '../../model/shown.ts';
import { refusesOtherNames } from '../keeping.ts';
import { type Body, type Kind, freeTexts, sampleOf } from '../../model/kinds.ts';
import type { TargetResponse } from '../../target/http.ts';
import { Undecidable } from '../../model/verdict.ts';
import type { Visit } from '../../model/visit.ts';
import { ofEach, reading, writing } from './probe.ts';

export const requestProbes = [
  writing('invalid-body-status', ofEach(observeInvalidBody)),
  writing('media-type-status', ofEach(observeMediaType)),
  writing('too-large-status', (visit, { kinds }) => observeTooLarge(visit, kinds)),
  writing(
    'unknown-fields',
    ofEach((visit, kind) => takenOrRefused(visit, kind, { unknownToThePage: 'x' })),
  ),
  writing(
    'read-only-fields',
    ofEach((visit, kind) => takenOrRefused(visit, kind, { createdBy: 'an-intruder' })),
  ),
  reading('unknown-query', observeUnknownQuery),
  writing('null-for-optional', (visit, { kinds }) => observeNull(visit, kinds)),
  writing('transport-strategy', (visit, { kinds }) => observeEnum(visit, kinds)),
  writing('type-provider-mismatch', (visit, { kinds }) => observeMismatch(visit, kinds)),
  reading('error-body', observeErrors),
];

/** More than any limit for the size of a body that the mock or a usual backend has, in bytes. */
const tooMuch = 1_200_000;

async function observeInvalidBody(visit: Visit, kind: Kind): Promise<string> {
  const { type: _left, ...body } = sampleOf(kind);
  return String((await visit.put(kind, body)).status);
}

async function observeMediaType(visit: Visit, kind: Kind): Promise<string> {
  const response = await visit.put(kind, sampleOf(kind), { type: 'text/plain' });
  if (isSuccess(response)) throw new Undecidable('it accepts JSON under any media type');
  return String(response.status);
}

async function observeTooLarge(visit: Visit, [kind]: readonly Kind[]): Promise<string> {
  if (!kind) throw new Undecidable('the document has no body');
  const response = await visit.put(kind, {}, { raw: JSON.stringify(sampleOf(kind)) + ' '.repeat(tooMuch) });
  if (isSuccess(response)) throw new Undecidable(`it accepts a body of ${tooMuch} bytes`);
  return String(response.status);
}

async function takenOrRefused(visit: Visit, kind: Kind, more: Body): Promise<string> {
  return isSuccess(await visit.put(kind, sampleOf(kind, more))) ? 'ignore' : 'refuse';
}

async function observeUnknownQuery(visit: Visit): Promise<string> {
  return isSuccess(await visit.ask(visit.options.list, { query: '?unknownToThePage=1' })) ? 'ignore' : 'refuse';
}

async function observeNull(visit: Visit, kinds: readonly Kind[]): Promise<string> {
  const { own } = await showingOf(visit);
  const seen = new Set<string>();
  for (const kind of kinds) {
    const open = new Set(kind.fields.filter(({ secret }) => !secret).map(({ name }) => name));
    const name = freeTexts(kind).find((each) => open.has(each)) ?? '';
    const response = await visit.put(kind, sampleOf(kind, { [name]: null }));
    const shown = isSuccess(response) ? (await visit.one(kind))[name] : undefined;
    const spoilt = own && present(shown) && shown !== sampleOf(kind)[name];
    seen.add(!isSuccess(response) ? 'refuse' : spoilt ? `stored as ${JSON.stringify(shown)}` : 'as-absent');
  }
  return [...seen].join(' and ');
}

async function observeEnum(visit: Visit, kinds: readonly Kind[]): Promise<string> {
  const kind = kinds.find(({ fields }) => fields.some(({ schema }) => schema.enum));
  const field = kind?.fields.find(({ schema }) => schema.enum);
  if (!kind || !field) throw new Undecidable('the document has no enum');
  return isSuccess(await visit.put(kind, sampleOf(kind, { [field.name]: 'no such value' }))) ? 'any' : 'listed';
}

async function observeMismatch(visit: Visit, kinds: readonly Kind[]): Promise<string> {
  const refused = [];
  for (const kind of kinds) refused.push(await refusesOtherNames(visit, kind));
  return [...new Set(refused)].map((each) => (each ? 'refuse' : 'accept')).join(' and ');
}

async function observeErrors(visit: Visit): Promise<string> {
  const asks: readonly Ask[] = [{ spaceless: true }, { space: 'n'.repeat(101) }, { token: null }];
  for (const ask of asks) {
    const response = await visit.ask(visit.options.list, ask);
    if (response.status >= 400) return formOf(response);
  }
  throw new Undecidable('nothing was refused');
}

/** The form of an error: a value of the assumption, or other words. */
export function formOf({ json, text, headers }: TargetResponse): string {
  if (text === '') return 'no body';
  const has = (...names: string[]): boolean =>
    typeof json === 'object' && json !== null && names.every((name) => name in json);
  if (/problem\+json/.test(headers['content-type'] ?? '') || has('title', 'status', 'detail')) return 'problem';
  if (has('status', 'error', 'message')) return 'vendor';
  return json === undefined ? 'another format, not JSON' : 'another JSON format';
}
