// Random sequences of puts, refused puts and reads in two spaces, held against a small model of what has to be there.
import * as fc from 'fast-check';
import { type Check, Failed } from '../check.ts';
import { expectShown } from '../compare.ts';
import { type Body, freeTexts, type Kind, sampleOf } from '../sample.ts';
import { isSuccess } from '../answer.ts';
import type { Visit } from '../visit.ts';
import { expectRefused } from './access.ts';

/** What is expected of each setting, by space and kind. A default flag that another put may have cleared is left out. */
type Model = Map<string, Map<Kind, Body>>;

interface Step {
  readonly action: 'put' | 'refused' | 'get';
  readonly second: boolean;
  readonly kind: number;
  readonly isDefault: boolean;
  readonly text: string;
}

const steps = fc.array(
  fc.record<Step>({
    action: fc.constantFrom('put', 'put', 'refused', 'get'),
    second: fc.boolean(),
    kind: fc.nat({ max: 3 }),
    isDefault: fc.boolean(),
    text: fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  }),
  { minLength: 12, maxLength: 20 },
);

/** How many sequences are played. */
const runs = 4;

/** One check: its failures are shrunk to the shortest sequence that fails. */
export function sequenceChecks(kinds: readonly Kind[]): Check[] {
  return [
    {
      id: 'sequences.model',
      statement:
        'Whatever is put, refused and read in whatever order, in two spaces, each space shows what was put last.',
      source: 'PUT of each provider, GET /api/otp/settings',
      tier: 'documented',
      effect: 'write',
      needs: [...kinds.map(({ name }) => `${name}.shown`), 'spaces.apart', 'together.independent'],
      async run(visit) {
        const property = fc.asyncProperty(steps, (sequence) => play(visit, kinds, sequence));
        await holdProperty(property, { seed: visit.options.seed, numRuns: runs });
      },
    },
  ];
}

interface Rounds {
  readonly seed: number;
  readonly numRuns: number;
}

/** Tries a property. @throws {Failed} with the shrunk example and the seed; what is no failure of a check goes through. */
export async function holdProperty<T>(property: fc.IAsyncProperty<T>, { seed, numRuns }: Rounds): Promise<void> {
  const result = await fc.check(property, { seed, numRuns, interruptAfterTimeLimit: 600_000 });
  if (!result.failed) return;
  const cause: unknown = result.errorInstance;
  if (!(cause instanceof Failed)) throw cause;
  const example = fc.stringify(result.counterexample);
  const shown = example.length > 1_500 ? `${example.slice(0, 1_500)}…` : example;
  const expected = `${cause.expected} (--rng-seed ${seed}, shrunk ${result.numShrinks} times to ${shown})`;
  throw new Failed({ expected, came: cause.came, answer: cause.answer });
}

async function play(visit: Visit, kinds: readonly Kind[], sequence: readonly Step[]): Promise<void> {
  const { own } = visit.options.spaces;
  const spaces = [own, visit.options.spaces.other ?? own];
  const model: Model = new Map(spaces.map((space) => [space, new Map()]));
  for (const space of model.keys())
    for (const kind of kinds) {
      await visit.store(kind, sampleOf(kind), { space });
      model.get(space)?.set(kind, sampleOf(kind));
    }
  for (const step of sequence) await take(visit, model, { ...step, kinds, space: spaces[step.second ? 1 : 0] ?? own });
  for (const space of model.keys()) await compare(visit, model, space);
}

type Taken = Step & { readonly kinds: readonly Kind[]; readonly space: string };

async function take(visit: Visit, model: Model, { action, space, kinds, ...step }: Taken): Promise<void> {
  const kind = kinds[step.kind % kinds.length];
  if (action === 'get' || !kind) return compare(visit, model, space);
  const texts = Object.fromEntries(freeTexts(kind).map((name) => [name, `${step.text} ${name}`]));
  const body = { ...sampleOf(kind), ...texts, isDefault: step.isDefault };
  if (action === 'refused') {
    const answer = await visit.put(kind, { ...body, type: undefined }, { space });
    expectRefused(answer, 'a refusal with 4xx of a body without type');
    return compare(visit, model, space);
  }
  const answer = await visit.put(kind, body, { space });
  if (!isSuccess(answer)) throw new Failed({ expected: 'a put to be taken', came: String(answer.status), answer });
  const settings = model.get(space);
  if (step.isDefault) for (const [other, { isDefault: _open, ...rest }] of settings ?? []) settings?.set(other, rest);
  settings?.set(kind, body);
  return undefined;
}

async function compare(visit: Visit, model: Model, space: string): Promise<void> {
  for (const [kind, put] of model.get(space) ?? [])
    await expectShown(visit, kind, { put, shown: await visit.one(kind, space) });
}
