// The form of an entry for a point on which the page is silent.

export interface Entry {
  readonly question: string;
  /** The answers; the first is the default. */
  readonly values: readonly [string, string, ...string[]];
  /** What else is an answer, where there are too many to list. */
  readonly pattern?: RegExp;
  /** Why the default is what it is, in one sentence. */
  readonly why: string;
  /** Why no contract run can tell, where that is so. */
  readonly untold?: string;
}
