// That every put is there and answers as the page says, and that a client's mistake is answered as one (RFC 9110, 15.5).
import { type Check, Failed } from '../check.ts';
import { expectShown, firstPut } from '../compare.ts';
import { type Kind, minimalOf, otherSample, sampleOf } from '../sample.ts';
import type { Answer } from '../target.ts';
import { describe } from '../answer.ts';
import type { Visit } from '../visit.ts';
import { expectRefused, expectUnchanged, type Subject, titleOf } from './access.ts';
import { checksOf, type KindRule } from './kind-rules.ts';

const common = { tier: 'documented', effect: 'write' } as const;

/** The roots: a put is taken, and what was put is in the list. Without them nothing else can be said of a kind. */
export function rootChecks(kinds: readonly Kind[]): Check[] {
  return roots.flatMap((root) =>
    kinds.flatMap((kind) => checksOf(kind, [root], { rows: 'Body, Responses', needs: [] })),
  );
}

/** Each is run for all kinds before the next. */
const roots: readonly KindRule[] = [
  {
    id: 'answers',
    statement: 'The operation is there and takes a body that fits.',
    needs: [],
    async run(visit, kind) {
      const { answer } = await firstPut(visit, kind);
      if (answer.status >= 500) throw new Failed({ expected: '204', came: describe(answer), answer });
      await visit.store(kind, sampleOf(kind));
    },
  },
  {
    id: 'listed',
    statement: 'A setting that was put is in the list, once, after each of six puts.',
    needs: ['answers', 'list.answers'],
    async run(visit, kind) {
      const { shown } = await firstPut(visit, kind);
      if (shown instanceof Failed) throw shown;
      for (let index = 0; index < 6; index += 1) {
        const put = index % 2 === 0 ? minimalOf(kind) : sampleOf(kind);
        await visit.store(kind, put);
        await expectShown(visit, kind, { put, shown: await visit.one(kind) });
      }
    },
  },
  {
    id: 'other-values',
    statement: 'Other texts and numbers than those of the document’s example are taken, and each put is shown at once.',
    needs: ['listed'],
    async run(visit, kind) {
      for (const put of [otherSample(kind), sampleOf(kind), otherSample(kind), sampleOf(kind), otherSample(kind)]) {
        await visit.store(kind, put);
        await expectShown(visit, kind, { put, shown: await visit.one(kind) });
      }
    },
  },
  {
    id: 'refusals',
    statement: 'A body that does not fit is refused with a 4xx, and nothing of it is stored.',
    needs: ['listed'],
    async run(visit, kind) {
      for (const provider of [{ a: 1 }, undefined]) {
        await visit.baseline(kind);
        expectRefused(await visit.ask(kind.operation, { body: { ...otherSample(kind), provider } }));
        await expectUnchanged(visit, kind);
      }
    },
  },
];

/** How a put answers, to good bodies and to bad ones. */
export function answerChecks({ name, operation }: Subject, kind: Kind): Check[] {
  return [
    {
      ...common,
      id: `${name}.no-content`,
      statement: `${titleOf(operation)} answers 204 without content.`,
      source: `${titleOf(operation)}: Responses, No content`,
      needs: [`${name}.answers`],
      async run(visit) {
        expectNoContent((await firstPut(visit, kind)).answer);
        for (const body of [sampleOf(kind), sampleOf(kind), sampleOf(kind, { isDefault: true }), sampleOf(kind)])
          expectNoContent(await visit.put(kind, body));
      },
    },
    ...mistakes(kind).map(({ id, words, ...sent }) => ({
      ...common,
      id: `${name}.mistake-${id}`,
      statement: `${titleOf(operation)} answers ${words} with a 4xx, and stores nothing of it.`,
      source: 'RFC 9110, 15.5: Client Error 4xx',
      needs: [`${name}.refusals`],
      run: (visit: Visit) => expectMistakeAnswered(visit, kind, sent),
    })),
    {
      ...common,
      id: `${name}.json-with-charset`,
      statement: `${titleOf(operation)} takes JSON under its other names: with charset=utf-8, and in capitals.`,
      source: 'RFC 9110, 8.3.1: Media Type',
      needs: [`${name}.answers`],
      async run(visit) {
        for (const type of ['application/json; charset=utf-8', 'application/json;charset=UTF-8', 'Application/JSON'])
          await visit.store(kind, sampleOf(kind), { type });
      },
    },
    {
      ...common,
      id: `${name}.media-type`,
      statement: `${titleOf(operation)} does not fail with a 5xx over a body in another media type.`,
      source: 'RFC 9110, 15.5.16: 415 Unsupported Media Type',
      needs: [`${name}.answers`],
      async run(visit) {
        for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
          const answer = await visit.put(kind, {}, { raw: 'type=x', type });
          if (answer.status >= 500)
            throw new Failed({ expected: 'a refusal with 4xx', came: describe(answer), answer });
        }
      },
    },
  ];
}

/** @throws {Failed} when the answer is another than 204, or has a body. */
export function expectNoContent(answer: Answer): void {
  if (answer.status === 204 && answer.text === '') return;
  throw new Failed({ expected: '204 without content', came: describe(answer), answer });
}

interface Mistake {
  readonly id: string;
  readonly words: string;
  readonly raw: string;
}

function mistakes(kind: Kind): Mistake[] {
  const whole = JSON.stringify(sampleOf(kind, { type: 'broken' }));
  return [
    { id: 'broken-json', words: 'broken JSON', raw: whole.slice(0, -1) },
    { id: 'no-json', words: 'what is no JSON', raw: '<setting/>' },
    { id: 'empty', words: 'an empty body', raw: '' },
    { id: 'null', words: 'null in place of an object', raw: 'null' },
    { id: 'array', words: 'an array in place of an object', raw: `[${whole}]` },
    { id: 'string', words: 'a text in place of an object', raw: '"setting"' },
  ];
}

async function expectMistakeAnswered(visit: Visit, kind: Kind, { raw }: { readonly raw: string }): Promise<void> {
  await visit.baseline(kind);
  expectRefused(await visit.ask(kind.operation, { raw }));
  await expectUnchanged(visit, kind);
}
