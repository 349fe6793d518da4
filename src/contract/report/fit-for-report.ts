// Makes texts from the target fit for a report.
import { isRecord } from '../../document/json.ts';
import { printableIn } from '../../common/printable.ts';
import type { Scrubber } from '../target/scrubber.ts';

/** Texts without secrets, on one line, and not too long. In this order: a secret that is cut or changed is not found. */
export function fitForReport<T>(texts: T, scrubber: Scrubber): T {
  return cutIn(printableIn(scrubber.scrub(texts)));
}

/** The longest text in a report, in characters. */
const longestText = 4_000;

function cutIn<T>(value: T): T {
  const cut = (each: unknown): unknown => {
    if (typeof each === 'string') return each.length > longestText ? `${each.slice(0, longestText)}…` : each;
    if (Array.isArray(each)) return each.map(cut);
    if (!isRecord(each)) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, cut(inner)]));
  };
  return cut(value) as T; // the same shape, with other texts
}
