// Whether a target shows in one space what belongs to another. A run that wrote there, and restored what it had read, would
// copy settings between spaces: nobody could tell what was whose.
import { present } from './shown.ts';
import { listIn } from '../target/response.ts';
import { type Body, nameOf } from './kinds.ts';
import { unusedName } from './spaces.ts';
import type { Workspace } from './workspace.ts';

interface Found {
  readonly space: string;
  readonly settings: readonly Body[];
}

export interface MixedUp {
  /** Which setting is shown where, in a sentence. */
  readonly seen: string;
  /** Whether it cannot be two settings that look the same. */
  readonly certain: boolean;
}

/** A setting that is shown in two spaces: of those that were read, one that was never used, and all that the login names. Only reads. */
export async function mixedUp(workspace: Workspace, read: readonly Found[]): Promise<MixedUp | undefined> {
  if (read.every(({ settings }) => settings.length === 0)) return undefined;
  const unused = unusedName();
  const named = (workspace.client.session.spaces ?? []).filter((name) => !read.some(({ space }) => space === name));
  const shown = await Promise.all(
    [unused, ...named].map(async (space) => ({
      space,
      settings: listIn(await workspace.ask(workspace.options.list, { space })) ?? [],
    })),
  );
  for (const { space, settings } of read)
    for (const setting of settings) {
      const other = [...read, ...shown].find((each) => each.space !== space && has(each, setting));
      if (!other) continue;
      const seen = `GET shows the same ${nameOf(setting)} in the spaces ${JSON.stringify(space)} and ${JSON.stringify(other.space)}`;
      return { seen, certain: other.space === unused || present(setting['id']) || present(setting['creationDate']) };
    }
  return undefined;
}

const has = ({ settings }: Found, setting: Body): boolean =>
  settings.some((each) => JSON.stringify(each) === JSON.stringify(setting));
