// Compares a PUT with what GET shows, as far as the target shows it.
import { Failed, NotShown } from '../target/verdict.ts';
import { type Body, type Kind, otherSample, sampleOf } from './kinds.ts';
import { asText, isSuccess } from '../target/response.ts';
import type { Workspace } from './workspace.ts';

/** How much of a setting the target shows. */
export interface Showing {
  /** Whether the fields that only one provider has are shown. */
  readonly own: boolean;
  /** Whether secrets are shown as they were put. */
  readonly secrets: 'plain' | 'masked' | 'omitted' | 'otherwise';
  /** For each kind the fields of its sample that are shown as they were put. */
  readonly kept: ReadonlyMap<Kind, ReadonlySet<string>>;
}

interface Pair {
  readonly kind: Kind;
  /** Of the sample. */
  readonly shown: Body;
  readonly kept: ReadonlySet<string>;
}

const showing = 'showing';

/** Found out once: what is shown of a setting of each kind, where it is alone. A kind that fails is left out. */
export function showingOf(workspace: Workspace): Promise<Showing> {
  return workspace.remember(showing, async () => {
    const pairs = await lookAtEach(workspace);
    const own = pairs.some(({ kind, shown }) => ownFields(workspace, kind).some((name) => present(shown[name])));
    return { own, secrets: secretsIn(pairs), kept: new Map(pairs.map(({ kind, kept }) => [kind, kept])) };
  });
}

async function lookAtEach(workspace: Workspace): Promise<Pair[]> {
  const pairs: Pair[] = [];
  await workspace.unrecorded.apart(workspace.options.kinds, async (place, kind) => {
    const pair = await look(place, kind).catch(ifFailed);
    if (pair) pairs.push(pair);
  });
  return pairs;
}

/** A field is kept that shows the sample's value, and another one when that is put. */
async function look(workspace: Workspace, kind: Kind): Promise<Pair> {
  await workspace.store(kind, sampleOf(kind, { isDefault: true }));
  const { isDefault } = await workspace.one(kind);
  const sample = await workspace.baseline(kind);
  const shown = await workspace.one(kind);
  const other = otherSample(kind);
  const changed = isSuccess(await workspace.put(kind, other)) ? await workspace.one(kind) : other;
  const kept = Object.keys(sample).filter((name) => shown[name] === sample[name] && changed[name] === other[name]);
  return { kind, shown, kept: new Set(kept.filter((name) => name !== 'isDefault' || isDefault === true)) };
}

function ifFailed(error: unknown): undefined {
  if (!(error instanceof Failed)) throw error;
}

function secretsIn(pairs: readonly Pair[]): Showing['secrets'] {
  const secrets = pairs.flatMap(({ kind, shown }) =>
    kind.fields.filter(({ secret }) => secret).map(({ name }) => ({ put: sampleOf(kind)[name], actual: shown[name] })),
  );
  if (secrets.some(({ put, actual }) => put === actual)) return 'plain';
  if (secrets.every(({ actual }) => !present(actual))) return 'omitted';
  return secrets.every(({ actual }) => typeof actual === 'string') ? 'masked' : 'otherwise';
}

/** Names of the fields that not every kind has. */
export function ownFields({ options }: Workspace, kind: Kind): string[] {
  const common = (name: string): boolean =>
    options.kinds.every(({ fields }) => fields.some((field) => field.name === name));
  return kind.fields.map(({ name }) => name).filter((name) => !common(name));
}

/** Names of the writable fields of a kind that the target shows. */
export async function showable(workspace: Workspace, kind: Kind): Promise<string[]> {
  const { own, secrets } = await showingOf(workspace);
  const hidden = new Set(own ? [] : ownFields(workspace, kind));
  return kind.fields
    .filter(({ name, readOnly, secret }) => !readOnly && !hidden.has(name) && (!secret || secrets === 'plain'))
    .map(({ name }) => name);
}

/**
 * Those of them that were found to be shown as they were put. One that is not is told of once, by the check that is about
 * it, and does not fail the others. All of them, where that could not be found out.
 */
export async function comparable(workspace: Workspace, kind: Kind): Promise<string[]> {
  const kept = (await showingOf(workspace)).kept.get(kind);
  return (await showable(workspace, kind)).filter((name) => name === 'id' || !kept || kept.has(name));
}

/** Why it cannot be seen what some fields of a kind were put as. */
export async function notShown(workspace: Workspace, kind: Kind, fields: readonly string[]): Promise<NotShown> {
  const { own, secrets } = await showingOf(workspace);
  const hidden = new Set(own ? [] : ownFields(workspace, kind));
  if (fields.every((name) => hidden.has(name))) return new NotShown('the list shows only the fields of all providers');
  if (secrets !== 'plain' && kind.fields.every(({ name, secret }) => secret || !fields.includes(name)))
    return new NotShown('the list does not show secrets as put');
  return new NotShown(`the list never shows ${fields.join(', ')} as put; see ${kind.name}.shown`);
}

/** Whether a field is kept, as far as it is shown. */
export async function isKept(workspace: Workspace, kind: Kind, name: string): Promise<boolean> {
  return !(await showable(workspace, kind)).includes(name) || (await comparable(workspace, kind)).includes(name);
}

export function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/**
 * Waits until a date that is moved now would differ from the shown ones: longer than the smallest unit in which they differ from
 * whole seconds. Backends keep whole seconds and show them with zeros.
 */
export async function untilDatesMove(workspace: Workspace, shown: readonly Body[]): Promise<void> {
  const dates = shown.flatMap(({ creationDate, lastModifiedDate }) => [creationDate, lastModifiedDate]).filter(present);
  if (dates.length > 0) await workspace.pause(Math.min(...dates.map((date) => unitOf(asText(date)))) + 5);
}

/** Milliseconds: a second, where the fraction is missing or zero. */
const unitOf = (date: string): number => 1_000 / 10 ** (/\.(\d*[1-9])/.exec(date)?.[1]?.length ?? 0);
