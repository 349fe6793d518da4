// The test send. It may reach real people, and whether a provider takes the document's example credentials is not the
// backend's decision, so the checks judge only what the backend alone decides.
import { describe, isSuccess } from '../response.ts';
import { type Check, define, type Row } from '../check.ts';
import { untilDatesMove } from '../compare.ts';
import { expectNoContent, expectSameText } from '../expect.ts';
import { type Kind, sampleOf } from '../sample.ts';
import { eachSent, refusal, refusing, sendThrough } from '../sends.ts';
import { type Subjects, titleOf } from '../subject.ts';
import { Failed, Undecidable } from '../verdict.ts';
import type { Visit } from '../visit.ts';

/** Statuses with which a backend may report that the provider refused. */
const byProvider = new Set([400, 500, 502, 503, 504]);

const answers: Row<Subjects> = {
  id: 'answers',
  statement: ({ test }) =>
    `${titleOf(test.operation)} exists, requires no body, and responds with 204 when the provider accepts the message.`,
  needs: ({ kinds }) => kinds.map(({ name }) => `${name}.listed`),
  async run(visit) {
    const sent = [...(await eachSent(visit)).values()];
    for (const response of sent) if (!byProvider.has(response.status)) expectNoContent(response);
    const [first] = sent;
    if (first && !sent.some(isSuccess))
      throw new Undecidable(`no provider accepted the example credentials (${describe(first)})`);
  },
};

/** What only the provider decides is assumed. */
const sendsThrough = (kind: Kind): Row<Subjects> => ({
  id: `sends-${kind.short}`,
  statement: `A test send through a complete setting of ${kind.provider} with example credentials is accepted.`,
  tier: 'assumed',
  async run(visit) {
    const response = (await eachSent(visit)).get(kind);
    if (response && !isSuccess(response)) throw new Failed({ expected: '204', actual: describe(response), response });
  },
});

const rows: readonly Row<Subjects>[] = [
  {
    id: 'changes-nothing',
    statement: 'A test send changes no setting, not even its dates.',
    needs: ({ kinds }) => ['answers', ...kinds.map(({ name }) => `${name}.reading-leaves-all`)],
    run: expectNothingChanged,
  },
  {
    id: 'follows-default',
    statement: 'A test send uses the current default setting, not an earlier one.',
    run: (visit, { kinds }) => expectFollowed(visit, kinds),
  },
  {
    id: 'spaces-apart',
    statement: 'A test send in a space without a default does not use the default of another space.',
    needs: ['answers', 'spaces.apart'],
    run: (visit, { kinds }) => expectOwnDefault(visit, kinds),
  },
];

/** The checks of the test send. */
export function sendingChecks(subjects: Subjects): Check[] {
  const { test, kinds } = subjects;
  const source = `${titleOf(test.operation)}: Responses, No content`;
  const scope = { name: test.name, source, effect: test.effect, needs: ['answers'] };
  return define(scope, subjects, [answers, ...kinds.map(sendsThrough), ...rows]);
}

async function expectNothingChanged(visit: Visit, { kinds, test }: Subjects): Promise<void> {
  for (const kind of kinds) {
    await visit.store(kind, sampleOf(kind, { isDefault: true }));
    const before = await visit.list();
    await untilDatesMove(before);
    await visit.ask(test.operation);
    expectSameText(before, await visit.list());
    await visit.store(kind, sampleOf(kind));
  }
}

async function expectFollowed(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  const pairs = kinds.map((kind, index) => [kind, kinds[(index + 1) % kinds.length] ?? kind] as const);
  for (const [kind, other] of pairs) {
    const refused = await refusal(visit, kind);
    if (isSuccess(refused)) throw new Undecidable('it does not refuse deliberately wrong credentials');
    const accepted = await sendThrough(visit, other, {});
    const again = await sendThrough(visit, kind, refusing(kind));
    if (again.status !== refused.status)
      throw new Failed({
        expected: `${refused.status}, as through ${kind.provider} before`,
        actual: `${describe(again)}, after ${other.provider} had been the default`,
        response: accepted,
      });
  }
}

async function expectOwnDefault(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  const other = visit.otherSpace();
  for (const kind of kinds) {
    await visit.store(kind, sampleOf(kind));
    await visit.store(kind, sampleOf(kind), { space: other });
  }
  const without = await visit.ask(visit.options.test, { space: other });
  for (const kind of kinds) {
    await visit.store(kind, sampleOf(kind, { isDefault: true }));
    const response = await visit.ask(visit.options.test, { space: other });
    await visit.store(kind, sampleOf(kind));
    if (response.status !== without.status)
      throw new Failed({ expected: `${without.status}, as without any default`, actual: describe(response), response });
  }
}
