// Whether the settings that a run finds could be restored. That takes a target that shows a setting, with its secrets, as it was
// put. Nothing in a text tells a secret from its mask, so a run has to see it on a setting that did not exist before.
import { present } from '../model/shown.ts';
import { isSuccess, listIn } from '../target/response.ts';
import type { Backups } from './backups.ts';
import { type Backup, kindOf } from './restore.ts';
import { isOf, type Kind, sampleOf, nameOf } from '../model/kinds.ts';
import type { Workspace } from '../model/workspace.ts';

/** What a target does with the settings of a kind; the names of fields that it does not show as they were put. */
type Seen = { readonly hidden: readonly string[] } | { readonly unknown: string };

/** Where settings may be put to see how they are shown. */
export interface Trial {
  readonly workspace: Workspace;
  /** The best first. */
  readonly spaces: readonly string[];
  readonly backups: Backups;
}

/**
 * Why settings could not be restored as they are; empty if they can. Puts a setting of each kind that was found where there was
 * none of it, because nothing else shows how the target treats secrets.
 */
export async function obstacles(trial: Trial, all: readonly Backup[]): Promise<string[]> {
  const { workspace } = trial;
  const found = all.flatMap(({ space, settings }) =>
    settings.map((setting) => ({
      kind: kindOf(workspace, setting),
      name: `${nameOf(setting)} in the space ${JSON.stringify(space)}`,
    })),
  );
  const unclear = found.filter(({ kind }) => kind === undefined);
  if (unclear.length > 0) return unclear.map(({ name }) => `it is unclear which operation stored ${name}`);
  const kinds = new Set(found.flatMap(({ kind }) => kind ?? []));
  const seen = await seeEach(trial, kinds);
  return found.flatMap(({ kind, name }) => {
    const known = kind && seen.get(kind);
    if (known === undefined) return [];
    return 'hidden' in known
      ? known.hidden.map((field) => `GET does not show ${field} of ${name} as it was put`)
      : [`${known.unknown}, so it is unknown whether GET shows the secrets of ${name}`];
  });
}

/**
 * A kind of which there is no setting at all comes first, so that nothing of anybody is at stake if the target does not keep
 * spaces apart. What hides its secrets is taken to hide those of all.
 */
async function seeEach(trial: Trial, kinds: ReadonlySet<Kind>): Promise<Map<Kind, Seen>> {
  const unused = trial.workspace.options.kinds.find((kind) => !kinds.has(kind));
  const first = unused && kinds.size > 0 ? await see(trial, unused) : undefined;
  const seen = new Map<Kind, Seen>();
  for (const kind of kinds)
    seen.set(kind, first && 'hidden' in first && first.hidden.length > 0 ? secretsOf(kind) : await see(trial, kind));
  return seen;
}

const secretsOf = ({ fields }: Kind): Seen => ({
  hidden: fields.filter(({ secret }) => secret).map(({ name }) => name),
});

async function see({ workspace, spaces, backups }: Trial, kind: Kind): Promise<Seen> {
  const setting = `a setting of ${kind.provider}`;
  for (const space of spaces) {
    const before = await backups.of(space);
    if (before === undefined || before.settings.some((each) => kindOf(workspace, each) === kind)) continue;
    const sample = sampleOf(kind, { isDefault: false });
    const { status } = await workspace.put(kind, sample, { space });
    if (status < 200 || status > 299) return { unknown: `a PUT of ${setting} gets ${status}` };
    const response = await workspace.ask(workspace.options.list, { space });
    const shown = isSuccess(response) ? listIn(response)?.find((each) => isOf(kind, each)) : undefined;
    if (shown === undefined) return { unknown: `GET does not show ${setting} that was put` };
    return { hidden: kind.fields.filter((field) => isHidden(field, sample, shown)).map(({ name }) => name) };
  }
  return { unknown: `there is no other space without ${setting} (pass an empty one with --other-space)` };
}

/** A field that is shown otherwise is something for the checks, unless it is a secret. */
function isHidden(
  { name, secret }: Kind['fields'][number],
  put: Record<string, unknown>,
  shown: Record<string, unknown>,
) {
  if (!(name in put)) return false;
  return secret ? shown[name] !== put[name] : present(put[name]) && !present(shown[name]);
}
