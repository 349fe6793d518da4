// The test send. It may reach real people, and whether a provider takes the document's example credentials is not the
// backend's doing; so only what a backend alone decides is held against it.
import { type Check, expectSameText, Failed, Undecidable } from '../check.ts';
import { untilDatesMove } from '../compare.ts';
import { type Body, type Kind, sampleOf } from '../sample.ts';
import type { Answer } from '../target.ts';
import { describe, isSuccess } from '../answer.ts';
import type { Visit } from '../visit.ts';
import { type Subject, titleOf } from './access.ts';
import { expectNoContent } from './answers.ts';

/** Statuses by which a backend may say that the provider has refused. */
const byProvider = new Set([400, 500, 502, 503, 504]);

/** The checks of the test send. `needs` are the roots of all kinds. */
export function sendingChecks({ operation }: Subject, kinds: readonly Kind[]): Check[] {
  const needs = kinds.map(({ name }) => `${name}.listed`);
  const common = {
    tier: 'documented',
    effect: 'send',
    source: `${titleOf(operation)}: Responses, No content`,
  } as const;
  return [
    {
      ...common,
      id: 'test.answers',
      statement: `${titleOf(operation)} is there, takes no body, and answers 204 without content where the provider takes the message.`,
      needs,
      async run(visit) {
        const answers = await eachSent(visit);
        for (const answer of answers.values()) if (!byProvider.has(answer.status)) expectNoContent(answer);
        const [first] = answers.values();
        if (first && ![...answers.values()].some(isSuccess))
          throw new Undecidable(`no provider took the example credentials (${describe(first)})`);
      },
    },
    ...kinds.map((kind) => ({ ...common, ...sendsThrough(kind) })),
    {
      ...common,
      id: 'test.changes-nothing',
      statement: 'A test send changes no setting, not even its dates.',
      needs: ['test.answers', ...kinds.map(({ name }) => `${name}.reading-leaves-all`)],
      async run(visit) {
        for (const kind of kinds) {
          await visit.store(kind, sampleOf(kind, { isDefault: true }));
          const before = await visit.list();
          await untilDatesMove(before);
          await visit.ask(operation);
          expectSameText(before, await visit.list());
          await visit.store(kind, sampleOf(kind));
        }
      },
    },
    {
      ...common,
      id: 'test.follows-default',
      statement: 'A test send goes through the setting that is the default now, not one that was it before.',
      needs: ['test.answers'],
      run: (visit) => expectFollowed(visit, kinds),
    },
    {
      ...common,
      id: 'test.spaces-apart',
      statement: 'A test send in a space without a default is not carried out through another space’s.',
      needs: ['test.answers', 'spaces.apart'],
      run: (visit) => expectOwnDefault(visit, kinds),
    },
  ];
}

/** What only the provider decides is assumed. */
function sendsThrough(kind: Kind): Pick<Check, 'id' | 'statement' | 'tier' | 'needs' | 'run'> {
  return {
    id: `test.sends-${kind.name.slice(4)}`,
    statement: `A test send through a complete setting of ${kind.provider} with example credentials is accepted.`,
    tier: 'assumed',
    needs: ['test.answers'],
    async run(visit) {
      const answer = (await eachSent(visit)).get(kind);
      if (answer && !isSuccess(answer)) throw new Failed({ expected: '204', came: describe(answer), answer });
    },
  };
}

/** What a test send is answered with each kind's sample as the default. */
function eachSent(visit: Visit): Promise<Map<Kind, Answer>> {
  return visit.remember('each sent', async () => {
    const answers = new Map<Kind, Answer>();
    for (const kind of visit.options.kinds) answers.set(kind, await sendThrough(visit, kind, {}));
    return answers;
  });
}

async function sendThrough(visit: Visit, kind: Kind, changes: Body): Promise<Answer> {
  await visit.store(kind, sampleOf(kind, { ...changes, isDefault: true }));
  const answer = await visit.ask(visit.options.test);
  await visit.store(kind, sampleOf(kind, { ...changes, isDefault: false }));
  return answer;
}

/** A change by which the mock, and backends that simulate as it does, refuse to send. */
function refusing(kind: Kind): Body {
  const account = ['accountSid', 'username'].find((name) => kind.fields.some((field) => field.name === name));
  return account === undefined ? {} : { [account]: 'fail-535' };
}

/** One kind whose sample is accepted, and the answer to one that is not. */
async function refusal(visit: Visit, kind: Kind): Promise<Answer> {
  const accepted = (await eachSent(visit)).get(kind);
  if (!accepted || !isSuccess(accepted)) throw new Undecidable('the provider does not take the example credentials');
  return sendThrough(visit, kind, refusing(kind));
}

/** The status of a test send that the provider refuses. @throws {Undecidable} when none is refused knowingly. */
export async function observeRefusedByProvider(visit: Visit): Promise<string> {
  const [kind] = [...(await eachSent(visit))].find(([, answer]) => isSuccess(answer)) ?? [];
  if (!kind) throw new Undecidable('no provider takes the example credentials, so a refusal means nothing');
  return String((await refusal(visit, kind)).status);
}

/** The status of a test send where no setting is the default. */
export async function observeWithoutDefault(visit: Visit, kinds: readonly Kind[]): Promise<string> {
  for (const kind of kinds) await visit.store(kind, sampleOf(kind));
  return String((await visit.ask(visit.options.test)).status);
}

async function expectFollowed(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  const pairs = kinds.map((kind, index) => [kind, kinds[(index + 1) % kinds.length] ?? kind] as const);
  for (const [kind, other] of pairs) {
    const refused = await refusal(visit, kind);
    if (isSuccess(refused)) throw new Undecidable('it does not refuse credentials that are made to be refused');
    const accepted = await sendThrough(visit, other, {});
    const again = await sendThrough(visit, kind, refusing(kind));
    if (again.status !== refused.status)
      throw new Failed({
        expected: `${refused.status}, as through ${kind.provider} before`,
        came: `${describe(again)}, after ${other.provider} had been the default`,
        answer: accepted,
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
    const answer = await visit.ask(visit.options.test, { space: other });
    await visit.store(kind, sampleOf(kind));
    if (answer.status !== without.status)
      throw new Failed({ expected: `${without.status}, as without any default`, came: describe(answer), answer });
  }
}
