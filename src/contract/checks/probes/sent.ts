// What a test send is refused with.
import { type Kind, sampleOf } from '../../model/kinds.ts';
import { isAccepted, noneAccepted, refusedOf, sendThrough } from '../sends.ts';
import type { Subjects } from '../../model/subjects.ts';
import type { Workspace } from '../../model/workspace.ts';
import { type ProbeOf, writing } from './probe.ts';

const sending =
  (probe: ProbeOf, needs?: readonly string[]): ProbeOf =>
  (subjects) => ({ ...probe(subjects), effect: 'send', ...(needs && { needs }) });

export const sentProbes = [
  sending(writing('test-without-default', (workspace, { kinds }) => observeWithoutDefault(workspace, kinds))),
  sending(writing('test-refused-by-provider', observeRefusedByProvider), ['test.answers']),
];

/** The status of a test send that the provider refuses. @throws {Undecidable} when none is refused knowingly. */
async function observeRefusedByProvider(workspace: Workspace, { kinds }: Subjects): Promise<string> {
  for (const kind of kinds)
    if (await isAccepted(workspace, kind))
      return String((await sendThrough(workspace, kind, await refusedOf(workspace, kind))).status);
  throw await noneAccepted(workspace);
}

/** The status of a test send where no setting is the default. */
async function observeWithoutDefault(workspace: Workspace, kinds: readonly Kind[]): Promise<string> {
  for (const kind of kinds) await workspace.store(kind, sampleOf(kind));
  return String((await workspace.ask(workspace.options.test)).status);
}
