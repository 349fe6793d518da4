// What a test send is refused with.
import { type Kind, sampleOf } from '../../model/kinds.ts';
import { isAccepted, noneAccepted, refusedOf, sendThrough } from '../sends.ts';
import type { Subjects } from '../../model/subjects.ts';
import type { Visit } from '../../model/visit.ts';
import { type ProbeOf, writing } from './probe.ts';

const sending =
  (probe: ProbeOf, needs?: readonly string[]): ProbeOf =>
  (subjects) => ({ ...probe(subjects), effect: 'send', ...(needs && { needs }) });

export const sentProbes = [
  sending(writing('test-without-default', (visit, { kinds }) => observeWithoutDefault(visit, kinds))),
  sending(writing('test-refused-by-provider', observeRefusedByProvider), ['test.answers']),
];

/** The status of a test send that the provider refuses. @throws {Undecidable} when none is refused knowingly. */
async function observeRefusedByProvider(visit: Visit, { kinds }: Subjects): Promise<string> {
  for (const kind of kinds)
    if (await isAccepted(visit, kind)) return String((await sendThrough(visit, kind, refusedOf(kind))).status);
  throw await noneAccepted(visit);
}

/** The status of a test send where no setting is the default. */
async function observeWithoutDefault(visit: Visit, kinds: readonly Kind[]): Promise<string> {
  for (const kind of kinds) await visit.store(kind, sampleOf(kind));
  return String((await visit.ask(visit.options.test)).status);
}
