// What is left to chance.
import type { Draw } from '../random/random.ts';

/** A whole number within limits, both of which can occur. */
export function within({ from, to }: { readonly from: number; readonly to: number }, draw: Draw): number {
  return from + Math.floor(fraction(draw) * (to - from + 1));
}

/** At least 0, less than 1. */
export function fraction(draw: Draw): number {
  return Number(`0.${draw.digits(9)}`);
}
