// What GET shows, and how.
import { asText } from '../../target/response.ts';
import { ownFields, present, showingOf } from '../../model/shown.ts';
import { type Body, type Kind, sampleOf } from '../../model/kinds.ts';
import { firstPut } from '../../model/accepted-bodies.ts';
import { Failed, Undecidable } from '../../target/verdict.ts';
import type { Workspace } from '../../model/workspace.ts';
import { reading, writing } from './probe.ts';

export const shownProbes = [
  writing('absent-fields', (workspace, { kinds }) => observeAbsent(workspace, kinds)),
  reading('id-type', observeIdType),
  reading('settings-shape', observeShape),
  writing('settings-view', async (workspace) => ((await showingOf(workspace)).own ? 'full' : 'base')),
  writing('secrets-in-get', observeSecrets),
  reading('date-offset', (workspace) =>
    observeDates(workspace, (date) => /(Z|[+-]\d\d:\d\d)$/.exec(date)?.[0] ?? 'none'),
  ),
  reading('date-precision', (workspace) =>
    observeDates(workspace, (date) => String(/\.(\d+)/.exec(date)?.[1]?.length ?? 0)),
  ),
  reading('audit-fields', observeAudit),
];

async function observeAbsent(workspace: Workspace, kinds: readonly Kind[]): Promise<string> {
  if (!(await showingOf(workspace)).own) throw new Undecidable('the list shows the common fields only');
  const seen = new Set<string>();
  for (const kind of kinds) {
    const { shown } = await firstPut(workspace, kind);
    for (const name of ownFields(workspace, kind).filter(
      (each) => !kind.fields.find((field) => field.name === each)?.secret,
    ))
      if (!(shown instanceof Failed) && !present(shown[name])) seen.add(name in shown ? 'null' : 'omitted');
  }
  if (seen.size === 0) throw new Undecidable('no setting lacks a field');
  return [...seen].toSorted().join(' and ');
}

/** A setting to look at: an existing one, or a new one where writing is allowed and disturbs nobody. */
async function anySetting(workspace: Workspace): Promise<Body> {
  const [there] = await workspace.list();
  if (there) return there;
  const [kind] = workspace.options.kinds;
  const { effects, spaces } = workspace.options;
  if (!kind || !effects.has('write') || !(spaces.madeUp || workspace.isAlone))
    throw new Undecidable('there is no setting to look at');
  await workspace.store(kind, sampleOf(kind));
  return workspace.one(kind);
}

async function observeIdType(workspace: Workspace): Promise<string> {
  await anySetting(workspace);
  const types = new Set((await workspace.list()).filter(({ id }) => present(id)).map(({ id }) => typeof id));
  if (types.size === 0) throw new Undecidable('the list shows no id');
  return [...types].map((type) => (type === 'number' ? 'integer' : type)).join(' and ');
}

async function observeShape(workspace: Workspace): Promise<string> {
  const { json } = await workspace.ask(workspace.options.list);
  if (Array.isArray(json)) return 'array';
  const [name = ''] = Object.entries(json as object).find(([, value]) => Array.isArray(value)) ?? []; // the root check has found one
  return name === 'content' ? 'content' : `an object with ${JSON.stringify(name)}`;
}

async function observeSecrets(workspace: Workspace): Promise<string> {
  const { own, secrets } = await showingOf(workspace);
  if (!own) throw new Undecidable('the list shows the common fields only');
  return secrets === 'otherwise' ? 'some of them differently' : secrets;
}

/** What all dates have in common. */
async function observeDates(workspace: Workspace, lookAt: (date: string) => string): Promise<string> {
  await anySetting(workspace);
  const dates = (await workspace.list()).map(({ lastModifiedDate }) => lastModifiedDate).filter(present);
  const seen = new Set(dates.map((date) => lookAt(asText(date))));
  if (seen.size === 0) throw new Undecidable('the list shows no dates');
  return [...seen].join(' and ');
}

async function observeAudit(workspace: Workspace): Promise<string> {
  await anySetting(workspace);
  const names = new Set(
    workspace.options.kinds.flatMap(({ fields }) => fields.filter(({ readOnly }) => readOnly)).map(({ name }) => name),
  );
  const shown = (await workspace.list()).some((setting) => [...names].some((name) => present(setting[name])));
  return shown ? 'shown' : 'omitted';
}
