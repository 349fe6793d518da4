// Evaluates a check again, and records what it sends.
import type { Check } from '../../checks/check.ts';
import type { Spaces } from '../../model/spaces.ts';
import type { TargetResponse } from '../../target/http.ts';
import { Failed, Undecidable } from '../../model/verdict.ts';
import type { Visit } from '../../model/visit.ts';
import type { Before } from './player.ts';

export interface Place {
  /** In which everything begins anew, and nothing else happens. */
  readonly visit: Visit;
  /** Spaces that were not used before. */
  readonly fresh: () => Spaces;
}

export interface Recorded extends Before {
  readonly failed: boolean;
  /** What was sent until it failed, or all of it; empty when that cannot be told. */
  readonly exchanges: readonly TargetResponse[];
  /** Evaluates it in the same way again. */
  readonly again: () => Promise<Recorded>;
}

/**
 * Evaluates a check in several ways, until it fails: with what was found out before, without it (that may be what fails),
 * where all settings are there, and where the check failed in the run.
 */
export async function recorded(check: Check, place: Place): Promise<Recorded> {
  const unknown = { ...place, visit: place.visit.anew(place.fresh()) };
  const before = { ...place, fresh: () => place.visit.options.spaces };
  let best = await evaluated(check, place);
  for (const next of [
    () => evaluated(check, unknown),
    () => evaluated(check, place, storeAll),
    () => evaluated(check, before),
  ]) {
    if (best.failed && best.exchanges.length > 0) break;
    const other = await next();
    if (other.failed && (!best.failed || other.exchanges.length > 0)) best = other;
  }
  return best;
}

async function storeAll(visit: Visit): Promise<void> {
  for (const kind of visit.options.kinds)
    await visit.baseline(kind).catch((error: unknown) => {
      if (!(error instanceof Failed)) throw error;
    });
}

async function evaluated(check: Check, place: Place, prepare?: typeof storeAll): Promise<Recorded> {
  const before = { spaces: place.fresh(), token: await place.visit.client.freshAccess() };
  const sent: Promise<TargetResponse>[] = [];
  const visit = place.visit.recording(before.spaces, (response) => void sent.push(response));
  await prepare?.(visit);
  const failure = await failureOf(check, visit);
  const settled = await Promise.allSettled(sent);
  const responses = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const evidence = failure?.response ?? responses.at(-1);
  const exchanges = responses.slice(0, responses.findIndex((response) => response === evidence) + 1);
  const again = (): Promise<Recorded> => evaluated(check, place, prepare);
  return { ...before, failed: failure !== undefined, exchanges, again };
}

async function failureOf(check: Check, visit: Visit): Promise<Failed | undefined> {
  try {
    await check.run(visit);
    return undefined;
  } catch (error) {
    if (error instanceof Failed) return error;
    if (error instanceof Undecidable) return undefined;
    throw error;
  }
}
