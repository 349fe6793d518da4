// What a probe looks at, one function a probe.
import { asText, isSuccess } from '../answer.ts';
import { Failed, Undecidable } from '../check.ts';
import { firstPut, ownFields, present, showingOf, untilDatesMove } from '../compare.ts';
import { type Body, freeTexts, type Kind, minimalOf, otherSample, sampleOf } from '../sample.ts';
import type { Answer } from '../target.ts';
import type { Ask } from '../ask.ts';
import type { Visit } from '../visit.ts';
import { refusesOtherNames } from './keeping.ts';
import { foreignId } from './storing.ts';

/** What backends show in the place of a secret, and clients send back. */
const mask = '********';

/** More than any limit for the size of a body that the mock or a usual backend has, in bytes. */
const tooMuch = 1_200_000;

export async function statusWithout(visit: Visit): Promise<string> {
  const { status } = await visit.ask(visit.options.list, { token: null });
  return String(status);
}

export async function observeSpaceName(visit: Visit): Promise<string> {
  const statusOf = async (length: number): Promise<number> =>
    (await visit.ask(visit.options.list, { space: 'n'.repeat(length) })).status;
  const [fitting, long] = [await statusOf(100), await statusOf(101)];
  if (long < 300) return 'any';
  if (fitting === long) throw new Undecidable('names of spaces that it does not know are refused, long or short');
  return 'limited';
}

export function refusedPut(visit: Visit, kind: Kind): Promise<Answer> {
  const { type: _left, ...body } = sampleOf(kind);
  return visit.put(kind, body);
}

export async function observeMediaType(visit: Visit, kind: Kind): Promise<string> {
  const answer = await visit.put(kind, sampleOf(kind), { type: 'text/plain' });
  if (isSuccess(answer)) throw new Undecidable('it takes JSON whatever its media type is said to be');
  return String(answer.status);
}

export async function observeTooLarge(visit: Visit, kind: Kind): Promise<string> {
  const answer = await visit.put(kind, {}, { raw: JSON.stringify(sampleOf(kind)) + ' '.repeat(tooMuch) });
  if (isSuccess(answer)) throw new Undecidable(`it takes a body of ${tooMuch} bytes`);
  return String(answer.status);
}

export async function takenOrRefused(visit: Visit, kind: Kind, more: Body): Promise<string> {
  return isSuccess(await visit.put(kind, sampleOf(kind, more))) ? 'ignore' : 'refuse';
}

export async function observeNull(visit: Visit, kinds: readonly Kind[]): Promise<string> {
  const { own } = await showingOf(visit);
  const seen = new Set<string>();
  for (const kind of kinds) {
    const open = new Set(kind.fields.filter(({ secret }) => !secret).map(({ name }) => name));
    const name = freeTexts(kind).find((each) => open.has(each)) ?? '';
    const answer = await visit.put(kind, sampleOf(kind, { [name]: null }));
    const shown = isSuccess(answer) ? (await visit.one(kind))[name] : undefined;
    const spoilt = own && present(shown) && shown !== sampleOf(kind)[name];
    seen.add(!isSuccess(answer) ? 'refuse' : spoilt ? `stored as ${JSON.stringify(shown)}` : 'as-absent');
  }
  return [...seen].join(' and ');
}

export async function observeEnum(visit: Visit, kinds: readonly Kind[]): Promise<string> {
  const kind = kinds.find(({ fields }) => fields.some(({ schema }) => schema.enum));
  const field = kind?.fields.find(({ schema }) => schema.enum);
  if (!kind || !field) throw new Undecidable('the document has no enum');
  return isSuccess(await visit.put(kind, sampleOf(kind, { [field.name]: 'no such value' }))) ? 'any' : 'listed';
}

export async function observeAbsent(visit: Visit, kinds: readonly Kind[]): Promise<string> {
  if (!(await showingOf(visit)).own) throw new Undecidable('the list shows the common fields only');
  const seen = new Set<string>();
  for (const kind of kinds) {
    const { shown } = await firstPut(visit, kind);
    for (const name of ownFields(visit, kind).filter(
      (each) => !kind.fields.find((field) => field.name === each)?.secret,
    ))
      if (!(shown instanceof Failed) && !present(shown[name])) seen.add(name in shown ? 'null' : 'omitted');
  }
  if (seen.size === 0) throw new Undecidable('no setting lacks a field');
  return [...seen].toSorted().join(' and ');
}

/** A setting to look at: one that is there, or a new one where that is allowed. */
async function anySetting(visit: Visit): Promise<Body> {
  const [there] = await visit.list();
  if (there) return there;
  const [kind] = visit.options.kinds;
  if (!kind || !visit.options.effects.has('write')) throw new Undecidable('there is no setting to look at');
  await visit.store(kind, sampleOf(kind));
  return visit.one(kind);
}

export async function observeIdType(visit: Visit): Promise<string> {
  await anySetting(visit);
  const types = new Set((await visit.list()).filter(({ id }) => present(id)).map(({ id }) => typeof id));
  if (types.size === 0) throw new Undecidable('the list shows no id');
  return [...types].map((type) => (type === 'number' ? 'integer' : type)).join(' and ');
}

export async function observeClientId(visit: Visit, kind: Kind): Promise<string> {
  await visit.baseline(kind);
  const before = await visit.one(kind);
  if (!present(before['id'])) throw new Undecidable('the list shows no id');
  const id = foreignId(before);
  if (!isSuccess(await visit.put(kind, sampleOf(kind, { id })))) return 'refuse';
  const taken = (await visit.one(kind))['id'];
  if (taken !== before['id']) await visit.put(kind, sampleOf(kind, { id: before['id'] }));
  return taken === id ? 'accept' : taken === before['id'] ? 'ignore' : `another id, ${JSON.stringify(taken)}`;
}

export async function observeShape(visit: Visit): Promise<string> {
  const { json } = await visit.ask(visit.options.list);
  if (Array.isArray(json)) return 'array';
  const [name = ''] = Object.entries(json as object).find(([, value]) => Array.isArray(value)) ?? []; // the root check has found one
  return name === 'content' ? 'content' : `an object with ${JSON.stringify(name)}`;
}

export async function observeSecrets(visit: Visit): Promise<string> {
  const { own, secrets } = await showingOf(visit);
  if (!own) throw new Undecidable('the list shows the common fields only');
  return secrets === 'otherwise' ? 'some of them in another way' : secrets;
}

export async function observeReplaced(visit: Visit, kind: Kind): Promise<string> {
  const { own, kept } = await showingOf(visit);
  const names = ownFields(visit, kind).filter((name) => own && kept.get(kind)?.has(name));
  if (names.length === 0) throw new Undecidable('the list does not show the fields that could be left out');
  await visit.store(kind, sampleOf(kind));
  await visit.store(kind, minimalOf(kind));
  const shown = await visit.one(kind);
  const left = names.filter((name) => present(shown[name])).length;
  return left === 0 ? 'whole' : left === names.length ? 'merge' : `${left} of ${names.length} fields stay`;
}

/** Looked at only where the list shows secrets as they are; a refusal shows in any case. */
export async function observeMask(visit: Visit, kind: Kind): Promise<string> {
  const { secrets } = await showingOf(visit);
  const masks = Object.fromEntries(kind.fields.filter(({ secret }) => secret).map(({ name }) => [name, mask]));
  const sample = await visit.baseline(kind);
  if (!isSuccess(await visit.put(kind, { ...sample, ...masks }))) return 'refuse';
  const shown = await visit.one(kind);
  await visit.store(kind, sample);
  if (secrets !== 'plain') throw new Undecidable('the list does not show secrets');
  const seen = Object.keys(masks).map((name) =>
    shown[name] === mask ? 'store' : shown[name] === sample[name] ? 'keep' : 'another value',
  );
  return [...new Set(seen)].join(' and ');
}

/** Three settings, two of them of one type, become the default one after the other. */
export async function observeDefaultScope(visit: Visit, kinds: readonly Kind[]): Promise<string> {
  const [last, same] = kinds.filter(({ type }, _index, all) => all.filter((each) => each.type === type).length > 1);
  const other = kinds.find(({ type }) => type !== last?.type);
  if (!last || !same || !other) throw new Undecidable('the document has no two kinds of one type and one of another');
  for (const kind of kinds) await visit.store(kind, sampleOf(kind));
  for (const kind of [other, same, last]) await visit.store(kind, sampleOf(kind, { isDefault: true }));
  const flags = [];
  for (const kind of [other, same, last]) flags.push((await visit.one(kind))['isDefault']);
  for (const kind of [other, same, last]) await visit.store(kind, sampleOf(kind));
  const known: Readonly<Record<string, string>> = {
    'false,false,true': 'space',
    'true,false,true': 'type',
    'true,true,true': 'none',
  };
  return known[flags.join()] ?? `${flags.join(', ')} after ${[other, same, last].map(({ name }) => name).join(', ')}`;
}

export async function observeMismatch(visit: Visit, kinds: readonly Kind[]): Promise<string> {
  const refused = [];
  for (const kind of kinds) refused.push(await refusesOtherNames(visit, kind));
  return [...new Set(refused)].map((each) => (each ? 'refuse' : 'accept')).join(' and ');
}

export async function observeCreation(visit: Visit, kind: Kind): Promise<string> {
  await visit.store(kind, sampleOf(kind));
  const shown = await visit.one(kind);
  const { creationDate } = shown;
  if (!present(creationDate)) throw new Undecidable('the list does not show creationDate');
  await untilDatesMove([shown]);
  await visit.store(kind, otherSample(kind));
  return (await visit.one(kind))['creationDate'] === creationDate ? 'keep' : 'renew';
}

export async function observeOffset(visit: Visit): Promise<string> {
  await anySetting(visit);
  const dates = (await visit.list()).map(({ lastModifiedDate }) => lastModifiedDate).filter(present);
  const offsets = new Set(dates.map((date) => /(Z|[+-]\d\d:\d\d)$/.exec(asText(date))?.[0] ?? 'none'));
  if (offsets.size === 0) throw new Undecidable('the list shows no dates');
  return [...offsets].join(' and ');
}

export async function observeErrors(visit: Visit): Promise<string> {
  const asks: readonly Ask[] = [{ spaceless: true }, { space: 'n'.repeat(101) }, { token: null }];
  for (const ask of asks) {
    const answer = await visit.ask(visit.options.list, ask);
    if (answer.status >= 400) return formOf(answer);
  }
  throw new Undecidable('nothing was refused');
}

function formOf({ json, text, headers }: Answer): string {
  if (text === '') return 'no body';
  const has = (...names: string[]): boolean =>
    typeof json === 'object' && json !== null && names.every((name) => name in json);
  if (/problem\+json/.test(headers['content-type'] ?? '') || has('title', 'status', 'detail')) return 'problem';
  if (has('status', 'error', 'message')) return 'vendor';
  return json === undefined ? 'another form, no JSON' : 'another form, JSON';
}
