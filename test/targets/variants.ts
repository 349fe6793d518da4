// All variants: conforming backends that differ only where the page is silent. None of them may be blamed.
import type { Manner, Variant } from './variant.ts';
import { comboVariants } from './variants/combos.ts';
import { refusalVariants } from './variants/refusals.ts';
import { sessionVariants } from './variants/sessions.ts';
import { silentVariants } from './variants/silent.ts';
import { listVariants, travelVariants } from './variants/travel.ts';
import { unnamedVariants } from './variants/unnamed.ts';

export type { Variant } from './variant.ts';

const manners: readonly Manner[] = [
  ...travelVariants,
  ...listVariants,
  ...refusalVariants,
  ...sessionVariants,
  ...unnamedVariants,
];

export const variants: readonly Variant[] = [
  ...silentVariants,
  ...manners.map((manner) => ({ differs: {}, ...manner })),
  ...comboVariants,
];
