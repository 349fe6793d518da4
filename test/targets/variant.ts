// What a variant is: the correct backend, with another answer where the page is silent.
import type { Answer, Call, Quirks } from './quirks.ts';

export interface Variant {
  readonly name: string;
  readonly description: string;
  readonly quirks: Partial<Quirks>;
  /** What is to be observed in place of the table's default, by the name of the assumption. */
  readonly differs: Readonly<Record<string, string>>;
  /** Assumptions about which this variant gives none of the table's answers, or shows nothing. */
  readonly unseen?: readonly string[];
  /** Checks of points that no assumption names, on which it does otherwise than the correct backend. */
  readonly silent?: readonly string[];
  /** An access token, where there is no login. */
  readonly token?: string;
}

/** A variant that may differ in nothing that the table of assumptions asks for. */
export type Manner = Omit<Variant, 'differs'> & Partial<Pick<Variant, 'differs'>>;

/** Every answer is changed on its way out. */
export function every(change: (answer: Answer, call: Call) => Answer | Promise<Answer>): Partial<Quirks> {
  return { finish: (call, answer) => change(answer, call) };
}
