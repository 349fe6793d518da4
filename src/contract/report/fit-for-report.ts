// Makes texts from the target fit for a report.
import { isRecord } from '../../document/json.ts';
import { printableIn } from '../../common/printable.ts';
import type { Scrubber } from '../target/scrubber.ts';

/** Texts without secrets, on one line, and not too long. In this order: a secret that is cut or changed is not found. */
export function fitForReport<T>(texts: T, scrubber: Scrubber, longest = longestLine): T {
  return cutIn(printableIn(scrubber.scrub(texts)), longest);
}

/** The longest line for a shell, in characters: one that is cut shows nothing. */
const longestLine = 50_000;

/** The longest text of what was expected, and seen: a whole list of settings is longer. */
export const longestText = 2_000;

function cutIn<T>(value: T, longest: number): T {
  const cut = (each: unknown): unknown => {
    if (typeof each === 'string') return each.length > longest ? `${each.slice(0, longest)}…` : each;
    if (Array.isArray(each)) return each.map(cut);
    if (!isRecord(each)) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, cut(inner)]));
  };
  return cut(value) as T; // the same shape, with other texts
}
