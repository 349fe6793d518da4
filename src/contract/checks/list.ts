// What GET answers: a list, as JSON, of settings each of which fits what can be put.
import { type Check, expectSameText, Failed } from '../check.ts';
import { present } from '../compare.ts';
import { type Body, isOf, type Kind } from '../sample.ts';
import { asText, settingsIn } from '../answer.ts';
import type { Visit } from '../visit.ts';
import { type Subject, titleOf } from './access.ts';

const root = 'list.answers';

interface Rule extends Pick<Check, 'statement' | 'run'>, Partial<Pick<Check, 'tier' | 'source'>> {
  readonly id: string;
}

const rules: readonly Rule[] = [
  {
    id: root,
    statement: 'answers 200 with a list of settings as JSON.',
    run: async (visit) => void (await visit.list()),
  },
  {
    id: 'list.media-type',
    statement: 'says that its answer is JSON.',
    tier: 'assumed',
    async run(visit) {
      const answer = await visit.ask(visit.options.list);
      const type = answer.headers['content-type'] ?? 'no Content-Type';
      if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
        throw new Failed({ expected: 'application/json', came: type, answer });
    },
  },
  {
    id: 'list.safe',
    statement: 'changes nothing: asked again, it answers the same.',
    source: 'RFC 9110, 9.2.1: Safe Methods',
    async run(visit) {
      const first = visit.counts.puts === 0 ? await visit.firstList() : await visit.list();
      expectSameText(first, await visit.list());
    },
  },
  {
    id: 'list.valid',
    statement: 'lists settings that have the required fields, and every field of its type, length and format.',
    run: async (visit) => (await visit.list()).forEach((setting) => expectValid(visit, setting)),
  },
  {
    id: 'list.header-names',
    statement: 'knows the names of headers in any letter case.',
    source: 'RFC 9110, 5.1: Field Names',
    async run(visit) {
      const [space, cookie] = [visit.options.spaces.own, `ins_access_token=${visit.session.access}`];
      for (const headers of [
        { 'x-space': space, cookie },
        { 'X-SPACE': space, COOKIE: cookie },
      ])
        settingsIn(await visit.ask(visit.options.list, { token: null, spaceless: true, headers }));
    },
  },
  {
    id: 'list.among-cookies',
    statement: 'finds the access token among other cookies, in whatever place.',
    source: 'RFC 6265, 5.4: The Cookie Header',
    async run(visit) {
      const own = `ins_access_token=${visit.session.access}`;
      for (const Cookie of [`theme=dark; ${own}`, `${own}; theme=dark`, `a=1; ${own}; b=2`])
        settingsIn(await visit.ask(visit.options.list, { token: null, headers: { Cookie } }));
    },
  },
];

/** The checks of the list alone, whatever is in it. */
export function listChecks({ operation }: Subject): Check[] {
  return rules.map(({ statement, ...rest }) => ({
    tier: 'documented',
    effect: 'read',
    source: `${titleOf(operation)}: Responses, 200`,
    needs: rest.id === root ? [] : [root],
    statement: `${titleOf(operation)} ${statement}`,
    ...rest,
  }));
}

/** ISO 8601 as RFC 3339 narrows it, with an offset. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** @throws {Failed} when a setting fits none of the kinds that it can be of. */
export function expectValid({ options }: Visit, setting: Body): void {
  const named = options.kinds.filter((kind) => isOf(kind, setting));
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
    if (schema.maxLength !== undefined && Array.from(asText(value)).length > schema.maxLength)
      return [`${name} is longer than ${schema.maxLength}`];
    if (schema.format === 'date-time' && !isDateTime(asText(value))) return [`${name} is no date-time with an offset`];
    return [];
  });
}

function isDateTime(text: string): boolean {
  return dateTime.test(text) && !Number.isNaN(Date.parse(text));
}
