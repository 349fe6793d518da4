// What a check is, and the ways in which one can end.
import type { AssumptionName } from '../assumptions/table.ts';
import type { Body } from './sample.ts';
import type { Answer } from './target.ts';
import type { Visit } from './visit.ts';

/** What a check does to the target: nothing, stored settings, or messages that may be sent. */
export type Effect = 'read' | 'write' | 'send';
/** Whether something that the page states is at stake, or an assumption of ours. */
export type Tier = 'documented' | 'assumed';

export interface Check {
  readonly id: string;
  /** What is at stake, in one sentence. */
  readonly statement: string;
  /** The place on the page (operation, row) or the section of an RFC. */
  readonly source: string;
  readonly tier: Tier;
  readonly effect: Effect;
  /** Checks without which this one says nothing: when one of them did not hold, this one is blocked by it. */
  readonly needs?: readonly string[];
  /** Resolves when the statement held. @throws {Failed} when not. @throws {Undecidable} when that cannot be told. */
  readonly run: (visit: Visit) => Promise<void>;
}

/** A probe tells how the target answers a point on which the page is silent. */
export interface Probe {
  readonly assumption: AssumptionName;
  readonly effect: Effect;
  readonly needs?: readonly string[];
  /** One of the table's values, or another one in words. @throws {Undecidable} when it cannot be told. */
  readonly observe: (visit: Visit) => Promise<string>;
}

/** The id of the check that a probe becomes. */
export const assumptionId = (name: AssumptionName): string => `assumption.${name}`;

interface Difference {
  readonly expected: string;
  readonly came: string;
  /** The answer that shows it. */
  readonly answer?: Answer | undefined;
}

/** A statement does not hold. */
export class Failed extends Error {
  override readonly name = 'Failed';
  readonly expected: string;
  readonly came: string;
  readonly answer: Answer | undefined;

  constructor({ expected, came, answer }: Difference) {
    super(`expected ${expected}; came ${came}`);
    this.expected = expected;
    this.came = came;
    this.answer = answer;
  }
}

/** Whether a statement holds cannot be told here; the message says why. */
export class Undecidable extends Error {
  override readonly name = 'Undecidable';
}

/** Waits for all of them, so that nothing is under way any more when one has failed. @throws what the first that failed threw. */
export async function allOf<T>(asked: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(asked);
  return Promise.all(asked);
}

/** @throws {Failed} when two lists are not the same. The order of a list and of fields is not looked at. */
export function expectSameText(before: readonly Body[], after: readonly Body[]): void {
  const textOf = (list: readonly Body[]): string[] =>
    list.map((each) => JSON.stringify(each, Object.keys(each).toSorted())).toSorted();
  const [expected, came] = [textOf(before), textOf(after)];
  const differing = (these: readonly string[], those: readonly string[]): string =>
    these.filter((text) => !those.includes(text)).join(', ') || 'nothing else';
  if (expected.join() === came.join()) return;
  throw new Failed({ expected: differing(expected, came), came: differing(came, expected) });
}
