// What a test send is refused with.
import { isSuccess } from '../response.ts';
import { type Kind, sampleOf } from '../sample.ts';
import { eachSent, refusal } from '../sends.ts';
import { Undecidable } from '../verdict.ts';
import type { Visit } from '../visit.ts';
import { type ProbeOf, writing } from './probe.ts';

const sending =
  (probe: ProbeOf, needs?: readonly string[]): ProbeOf =>
  (subjects) => ({ ...probe(subjects), effect: 'send', ...(needs && { needs }) });

export const sentProbes = [
  sending(writing('test-without-default', (visit, { kinds }) => observeWithoutDefault(visit, kinds))),
  sending(writing('test-refused-by-provider', observeRefusedByProvider), ['test.answers']),
];

/** The status of a test send that the provider refuses. @throws {Undecidable} when none is refused knowingly. */
async function observeRefusedByProvider(visit: Visit): Promise<string> {
  const [kind] = [...(await eachSent(visit))].find(([, response]) => isSuccess(response)) ?? [];
  if (!kind) throw new Undecidable('no provider accepts the example credentials, so a refusal proves nothing');
  return String((await refusal(visit, kind)).status);
}

/** The status of a test send where no setting is the default. */
async function observeWithoutDefault(visit: Visit, kinds: readonly Kind[]): Promise<string> {
  for (const kind of kinds) await visit.store(kind, sampleOf(kind));
  return String((await visit.ask(visit.options.test)).status);
}
