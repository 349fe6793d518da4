// Sequences of requests, the same for the same seed.
import * as fc from 'fast-check';
import type { Subject, Subjects } from '../subject.ts';
import { lookAt, type Move, moves, type Scope } from './moves.ts';

/** The clock moves forward, by seconds. */
export interface Advance {
  readonly advance: number;
  /** Whether the client then logs in again. */
  readonly login: boolean;
}

export type Step = Move | Advance;

/** How many requests a sequence has before the last one, which shows what has become of the own space. */
const length = { minLength: 1, maxLength: 5, size: 'max' } as const;

/** Seconds: within the life of a token, and beyond it. */
const advances = [60, 200, 400, 86_400];

export interface Choice extends Scope {
  readonly seed: number;
  readonly count: number;
  /** Whether the clocks of both sides can be moved: with `login`, only if the client logs in again afterwards. */
  readonly clock: boolean | 'login';
}

/** So many sequences. */
export function sequencesOf(subjects: Subjects, { seed, count, clock, ...scope }: Choice): Step[][] {
  const time = fc.record({
    advance: fc.constantFrom(...advances),
    login: clock === 'login' ? fc.constant(true) : fc.boolean(),
  });
  const passing = { weight: clock ? 2 : 0, arbitrary: time };
  const about = (often: Subject): fc.Arbitrary<Step[]> =>
    fc.array(fc.oneof({ weight: 8, arbitrary: moves(subjects, often, scope) }, passing), length);
  const sequences = fc.sample(fc.constantFrom(...subjects.puts).chain(about), { seed, numRuns: count });
  return sequences.map((steps) => [...steps, lookAt(subjects)]);
}
