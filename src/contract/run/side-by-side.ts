// Goes through all places at once. A check waits for those that it needs, wherever they are.
import type { Check } from '../checks/check.ts';
import type { Place } from './partition.ts';
import type { Visit } from '../model/visit.ts';

/** Resolves with whether the check holds. */
export type Evaluate = (check: Check, visit: Visit) => Promise<boolean>;

/**
 * Evaluates the checks of all places. One that needs another which does not hold is not evaluated. Resolves when all are
 * done. A need comes earlier in the plan than what needs it, so that no two places can wait for each other.
 */
export async function sideBySide(places: readonly Place[], evaluate: Evaluate): Promise<void> {
  const holding = new Map<string, Promise<boolean>>();
  const settled = new Map<string, (holds: boolean) => void>();
  for (const { checks } of places)
    for (const { id } of checks) holding.set(id, new Promise((resolve) => settled.set(id, resolve)));
  const needsHold = async ({ needs }: Check): Promise<boolean> =>
    (await Promise.all(needs.map(async (id) => holding.get(id) ?? false))).every(Boolean);
  const goThrough = async ({ checks, visit }: Place): Promise<void> => {
    for (const check of checks) settled.get(check.id)?.((await needsHold(check)) && (await evaluate(check, visit)));
  };
  await Promise.all(places.map(goThrough));
}
