// What was put against what is shown, as far as the target shows it.
import { Failed } from './check.ts';
import { type Body, type Kind, sampleOf } from './sample.ts';
import type { Visit } from './visit.ts';

/** How much of a setting the target shows. */
export interface Showing {
  /** Whether the fields that only one provider has are shown. */
  readonly own: boolean;
  /** Whether secrets are shown as they were put. */
  readonly secrets: 'plain' | 'masked' | 'omitted' | 'otherwise';
}

/** Found out once: with a setting of each kind stored, what of them is shown. */
export function showingOf(visit: Visit): Promise<Showing> {
  return visit.remember('showing', async () => {
    const pairs = [];
    for (const kind of visit.options.kinds) {
      await visit.store(kind, sampleOf(kind));
      pairs.push({ kind, shown: await visit.one(kind) });
    }
    const own = pairs.some(({ kind, shown }) => ownFields(visit, kind).some((name) => present(shown[name])));
    return { own, secrets: secretsIn(pairs) };
  });
}

function secretsIn(pairs: readonly { kind: Kind; shown: Body }[]): Showing['secrets'] {
  const secrets = pairs.flatMap(({ kind, shown }) =>
    kind.fields.filter(({ secret }) => secret).map(({ name }) => ({ put: sampleOf(kind)[name], came: shown[name] })),
  );
  if (secrets.some(({ put, came }) => put === came)) return 'plain';
  if (secrets.every(({ came }) => !present(came))) return 'omitted';
  return secrets.every(({ came }) => typeof came === 'string') ? 'masked' : 'otherwise';
}

/** Names of the fields that not every kind has. */
export function ownFields({ options }: Visit, kind: Kind): string[] {
  const common = (name: string): boolean =>
    options.kinds.every(({ fields }) => fields.some((field) => field.name === name));
  return kind.fields.map(({ name }) => name).filter((name) => !common(name));
}

/** Names of the fields of a kind that can be put and are shown as they were put. */
export async function comparable(visit: Visit, kind: Kind): Promise<string[]> {
  const { own, secrets } = await showingOf(visit);
  const hidden = new Set(own ? [] : ownFields(visit, kind));
  return kind.fields
    .filter(({ name, readOnly, secret }) => !readOnly && !hidden.has(name) && (!secret || secrets === 'plain'))
    .map(({ name }) => name);
}

export function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** @throws {Failed} when a field is not shown as it was put. A field that was not put is not looked at. */
export async function expectShown(visit: Visit, kind: Kind, { put, shown }: { put: Body; shown: Body }): Promise<void> {
  const names = (await comparable(visit, kind)).filter((name) => name in put);
  const differing = names.filter((name) => !same(put[name], shown[name], name));
  if (differing.length === 0) return;
  const pick = (body: Body): string => JSON.stringify(Object.fromEntries(differing.map((name) => [name, body[name]])));
  throw new Failed({ expected: `${pick(put)} in the list`, came: pick(shown) });
}

/** Ids may be numbers; that is a difference of its own. */
function same(put: unknown, shown: unknown, name: string): boolean {
  return name === 'id' ? String(put) === String(shown) : put === shown;
}
