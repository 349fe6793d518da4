// What GET shows, and how.
import { asText } from '../../target/response.ts';
import { ownFields, present, showingOf } from '../../model/shown.ts';
import { type Body, type Kind, sampleOf } from '../../model/kinds.ts';
import { firstPut } from '../../model/taken.ts';
import { Failed, Undecidable } from '../../model/verdict.ts';
import type { Visit } from '../../model/visit.ts';
import { reading, writing } from './probe.ts';

export const shownProbes = [
  writing('absent-fields', (visit, { kinds }) => observeAbsent(visit, kinds)),
  reading('id-type', observeIdType),
  reading('settings-shape', observeShape),
  writing('settings-view', async (visit) => ((await showingOf(visit)).own ? 'full' : 'base')),
  writing('secrets-in-get', observeSecrets),
  reading('date-offset', observeOffset),
];

async function observeAbsent(visit: Visit, kinds: readonly Kind[]): Promise<string> {
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

/** A setting to look at: an existing one, or a new one where writing is allowed. */
async function anySetting(visit: Visit): Promise<Body> {
  const [there] = await visit.list();
  if (there) return there;
  const [kind] = visit.options.kinds;
  if (!kind || !visit.options.effects.has('write')) throw new Undecidable('there is no setting to look at');
  await visit.store(kind, sampleOf(kind));
  return visit.one(kind);
}

async function observeIdType(visit: Visit): Promise<string> {
  await anySetting(visit);
  const types = new Set((await visit.list()).filter(({ id }) => present(id)).map(({ id }) => typeof id));
  if (types.size === 0) throw new Undecidable('the list shows no id');
  return [...types].map((type) => (type === 'number' ? 'integer' : type)).join(' and ');
}

async function observeShape(visit: Visit): Promise<string> {
  const { json } = await visit.ask(visit.options.list);
  if (Array.isArray(json)) return 'array';
  const [name = ''] = Object.entries(json as object).find(([, value]) => Array.isArray(value)) ?? []; // the root check has found one
  return name === 'content' ? 'content' : `an object with ${JSON.stringify(name)}`;
}

async function observeSecrets(visit: Visit): Promise<string> {
  const { own, secrets } = await showingOf(visit);
  if (!own) throw new Undecidable('the list shows the common fields only');
  return secrets === 'otherwise' ? 'some of them differently' : secrets;
}

async function observeOffset(visit: Visit): Promise<string> {
  await anySetting(visit);
  const dates = (await visit.list()).map(({ lastModifiedDate }) => lastModifiedDate).filter(present);
  const offsets = new Set(dates.map((date) => /(Z|[+-]\d\d:\d\d)$/.exec(asText(date))?.[0] ?? 'none'));
  if (offsets.size === 0) throw new Undecidable('the list shows no dates');
  return [...offsets].join(' and ');
}
