// What a PUT does to stored settings.
import { mask } from '../../../document/secret.ts';
import { wasRefused } from '../expect.ts';
import { ownFields, present, showingOf, untilDatesMove } from '../../model/shown.ts';
import { type Kind, foreignId, minimalOf, otherSample, sampleOf } from '../../model/kinds.ts';
import { Undecidable } from '../../target/verdict.ts';
import type { Workspace } from '../../model/workspace.ts';
import { ofEach, writing } from './probe.ts';

export const storedProbes = [
  writing('client-id', ofEach(observeClientId)),
  writing('replaced-by-put', ofEach(observeReplaced)),
  writing('mask-in-put', ofEach(observeMask)),
  writing('default-scope', (workspace, { kinds }) => observeDefaultScope(workspace, kinds)),
  writing('creation-date', ofEach(observeCreation)),
];

async function observeClientId(workspace: Workspace, kind: Kind): Promise<string> {
  await workspace.baseline(kind);
  const before = await workspace.one(kind);
  if (!present(before['id'])) throw new Undecidable('the list shows no id');
  const id = foreignId(before);
  if (wasRefused(await workspace.put(kind, sampleOf(kind, { id })))) return 'refuse';
  const taken = (await workspace.one(kind))['id'];
  if (taken !== before['id']) await workspace.put(kind, sampleOf(kind, { id: before['id'] }));
  return taken === id ? 'accept' : taken === before['id'] ? 'ignore' : `another id, ${JSON.stringify(taken)}`;
}

async function observeReplaced(workspace: Workspace, kind: Kind): Promise<string> {
  const { own, kept } = await showingOf(workspace);
  const names = ownFields(workspace, kind).filter((name) => own && kept.get(kind)?.has(name));
  if (names.length === 0) throw new Undecidable('the list does not show the optional fields');
  await workspace.store(kind, sampleOf(kind));
  await workspace.store(kind, minimalOf(kind));
  const shown = await workspace.one(kind);
  const left = names.filter((name) => present(shown[name])).length;
  return left === 0 ? 'whole' : left === names.length ? 'merge' : `${left} of ${names.length} fields stay`;
}

/** Looked at only where the list shows secrets as they are; a refusal shows in any case. */
async function observeMask(workspace: Workspace, kind: Kind): Promise<string> {
  const { secrets } = await showingOf(workspace);
  const masks = Object.fromEntries(kind.fields.filter(({ secret }) => secret).map(({ name }) => [name, mask]));
  const sample = await workspace.baseline(kind);
  if (wasRefused(await workspace.put(kind, { ...sample, ...masks }))) return 'refuse';
  const shown = await workspace.one(kind);
  await workspace.store(kind, sample);
  if (secrets !== 'plain') throw new Undecidable('the list does not show secrets');
  const seen = Object.keys(masks).map((name) =>
    shown[name] === mask ? 'store' : shown[name] === sample[name] ? 'keep' : 'another value',
  );
  return [...new Set(seen)].join(' and ');
}

/** Three settings, two of them of one type, become the default one after the other. */
async function observeDefaultScope(workspace: Workspace, kinds: readonly Kind[]): Promise<string> {
  const [last, same] = kinds.filter(({ type }, _index, all) => all.filter((each) => each.type === type).length > 1);
  const other = kinds.find(({ type }) => type !== last?.type);
  if (!last || !same || !other)
    throw new Undecidable('the document does not have two kinds of one type and one of another');
  for (const kind of kinds) await workspace.store(kind, sampleOf(kind));
  for (const kind of [other, same, last]) await workspace.store(kind, sampleOf(kind, { isDefault: true }));
  const flags = (await workspace.each([other, same, last])).map(([, { isDefault }]) => isDefault);
  for (const kind of [other, same, last]) await workspace.store(kind, sampleOf(kind));
  const known: Readonly<Record<string, string>> = {
    'false,false,true': 'space',
    'true,false,true': 'type',
    'true,true,true': 'none',
  };
  return known[flags.join()] ?? `${flags.join(', ')} after ${[other, same, last].map(({ name }) => name).join(', ')}`;
}

async function observeCreation(workspace: Workspace, kind: Kind): Promise<string> {
  await workspace.store(kind, sampleOf(kind));
  const shown = await workspace.one(kind);
  const { creationDate } = shown;
  if (!present(creationDate)) throw new Undecidable('the list does not show creationDate');
  await untilDatesMove(workspace, [shown]);
  await workspace.store(kind, otherSample(kind));
  return (await workspace.one(kind))['creationDate'] === creationDate ? 'keep' : 'renew';
}
