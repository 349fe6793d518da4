// Sequences of requests, the same for the same seed.
import * as fc from 'fast-check';
import type { Subject, Subjects } from '../model/subjects.ts';
import { lookAt, type Move, moves, type Scope } from './moves.ts';

/** How many requests a sequence has before the last one, which shows what has become of the own space. */
const length = { minLength: 1, maxLength: 5, size: 'max' } as const;

export interface Choice extends Scope {
  readonly seed: number;
  readonly count: number;
}

/** So many sequences. */
export function sequencesOf(subjects: Subjects, { seed, count, ...scope }: Choice): Move[][] {
  const about = (often: Subject): fc.Arbitrary<Move[]> => fc.array(moves(subjects, often, scope), length);
  const sequences = fc.sample(fc.constantFrom(...subjects.puts).chain(about), { seed, numRuns: count });
  return sequences.map((steps) => [...steps, lookAt(subjects)]);
}
