// That operations are there and answer as the page says, and that a client's mistake is answered as one (RFC 9110, 15.5).
import { type Check, Failed } from '../check.ts';
import { present } from '../compare.ts';
import { type Body, type Kind, sampleOf } from '../sample.ts';
import { describe, settingsIn, type Visit } from '../visit.ts';
import { expectRefused, expectUnchanged, type Subject, titleOf } from './access.ts';

/** The roots: each operation answers at all, and as the page says. */
export function answerChecks(subjects: readonly Subject[]): Check[] {
  return subjects.flatMap((subject) => (subject.kind ? putAnswers(subject, subject.kind) : []));
}

function putAnswers({ name, operation }: Subject, kind: Kind): Check[] {
  const common = { tier: 'documented', effect: 'write' } as const;
  return [
    {
      ...common,
      id: `${name}.answers`,
      statement: `${titleOf(operation)} is there and stores a body that fits.`,
      source: `${titleOf(operation)}: Responses`,
      run: async (visit) => void (await visit.store(kind, sampleOf(kind))),
    },
    {
      ...common,
      id: `${name}.no-content`,
      statement: `${titleOf(operation)} answers 204 without content.`,
      source: `${titleOf(operation)}: Responses, No content`,
      needs: [`${name}.answers`],
      async run(visit) {
        for (const body of [sampleOf(kind), sampleOf(kind), sampleOf(kind, { isDefault: true }), sampleOf(kind)]) {
          const answer = await visit.put(kind, body);
          if (answer.status !== 204 || answer.text !== '')
            throw new Failed({ expected: '204 without content', came: describe(answer), answer });
        }
      },
    },
    ...mistakes(kind).map(({ id, words, ...sent }) => ({
      ...common,
      id: `${name}.mistake-${id}`,
      statement: `${titleOf(operation)} answers ${words} with a 4xx, and stores nothing of it.`,
      source: 'RFC 9110, 15.5: Client Error 4xx',
      needs: [`${name}.answers`],
      run: (visit: Visit) => expectMistakeAnswered(visit, kind, sent),
    })),
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

/** GET: a list, as JSON, of settings each of which fits what can be put. */
export function listChecks(list: Subject): Check[] {
  const common = { tier: 'documented', effect: 'read', source: `${titleOf(list.operation)}: Responses, 200` } as const;
  return [
    {
      ...common,
      id: 'list.answers',
      statement: `${titleOf(list.operation)} answers 200 with a list of settings as JSON.`,
      run: async (visit) => void (await visit.list()),
    },
    {
      ...common,
      id: 'list.media-type',
      statement: `${titleOf(list.operation)} says that its answer is JSON.`,
      tier: 'assumed',
      needs: ['list.answers'],
      async run(visit) {
        const answer = await visit.ask(list.operation);
        const type = answer.headers['content-type'] ?? 'no Content-Type';
        if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
          throw new Failed({ expected: 'application/json', came: type, answer });
      },
    },
    {
      ...common,
      id: 'list.safe',
      statement: `${titleOf(list.operation)} changes nothing: asked again, it answers the same.`,
      source: 'RFC 9110, 9.2.1: Safe Methods',
      needs: ['list.answers'],
      async run(visit) {
        const first = await visit.list();
        const again = await visit.ask(list.operation);
        const [before, after] = [sorted(first), sorted(settingsIn(again))];
        if (before !== after) throw new Failed({ expected: before, came: after, answer: again });
      },
    },
    {
      ...common,
      id: 'list.valid',
      statement:
        'Every setting in the list has the required fields, and every field is of its type, length and format.',
      needs: ['list.answers'],
      run: async (visit) => (await visit.list()).forEach((setting) => expectValid(visit, setting)),
    },
  ];
}

const sorted = (list: readonly Body[]): string =>
  JSON.stringify(list.map((each) => JSON.stringify(each, Object.keys(each).toSorted())).toSorted());

/** ISO 8601 as RFC 3339 narrows it, with an offset. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** @throws {Failed} when a setting fits none of the kinds that it can be of. */
export function expectValid({ options }: Visit, setting: Body): void {
  const named = options.kinds.filter(
    ({ type, provider }) => setting['type'] === type && setting['provider'] === provider,
  );
  const faults = (named.length > 0 ? named : options.kinds).map((kind) => faultsOf(kind, setting));
  const [least = []] = faults.toSorted((a, b) => a.length - b.length);
  if (least.length > 0)
    throw new Failed({
      expected: 'a setting that fits the document',
      came: `${JSON.stringify(setting)}: ${least.join('; ')}`,
    });
}

function faultsOf(kind: Kind, setting: Body): string[] {
  return kind.fields.flatMap(({ name, schema, required }) => {
    const value = setting[name];
    if (!present(value)) return required ? [`${name} is missing`] : [];
    if (name === 'id') return ['string', 'number'].includes(typeof value) ? [] : [`${name} is no text`]; // its type is an assumption
    const type = schema.type === 'integer' ? Number.isInteger(value) : typeof value === schema.type;
    if (!type) return [`${name} is no ${schema.type}`];
    if (schema.format === 'date-time' && !isDateTime(String(value))) return [`${name} is no date-time with an offset`];
    return [];
  });
}

function isDateTime(text: string): boolean {
  return dateTime.test(text) && !Number.isNaN(Date.parse(text));
}
