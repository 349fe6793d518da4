// Two spaces with different settings, to see which of them a request is about.
import { type Body, otherSample, sampleOf } from '../model/kinds.ts';
import { describe } from '../target/response.ts';
import type { TargetResponse } from '../target/http.ts';
import { Failed } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** Names that backends have for the same thing. */
export const spaceNames = ['space', 'spaceName', 'spaceId', 'X-Space', 'x-space', 'tenant', 'tenantId'];

/** What was expected, and what came or what it means. */
export function otherwise(expected: string, response: TargetResponse, actual = describe(response)): Failed {
  return new Failed({ expected, actual, response });
}

/** A list in no certain order. */
export const inOneText = (settings: readonly Body[]): string =>
  settings
    .map((each) => JSON.stringify(each))
    .toSorted()
    .join();

interface Place {
  readonly space: string;
  readonly shown: string;
}

/** The two spaces of the run with different settings in each. @throws {Undecidable} when there is one only. */
export async function twoSpaces(workspace: Workspace): Promise<readonly [Place, Place]> {
  const { spaces, kinds } = workspace.options;
  const other = workspace.otherSpace();
  for (const kind of kinds.slice(0, 1)) {
    await workspace.store(kind, sampleOf(kind));
    await workspace.store(kind, otherSample(kind), { space: other });
  }
  const shown = async (space: string): Promise<Place> => ({ space, shown: inOneText(await workspace.list(space)) });
  return [await shown(spaces.own), await shown(other)];
}
