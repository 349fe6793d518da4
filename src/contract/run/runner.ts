// How checks are evaluated: side by side where they can be, again and alone where something did not hold.
import { attempt, type Ending, factsOf, type Lost, lostTwice, notSentTwice, withReason } from './attempt.ts';
import { blockedBy } from './blocked-by.ts';
import type { Check } from '../checks/check.ts';
import { anewIn } from '../model/shown.ts';
import { fitForReport } from '../report/fit-for-report.ts';
import { lookAtSpaces } from './independence.ts';
import { isLetIn, isThere } from './is-there.ts';
import { excuse } from './known.ts';
import type { CheckResult } from '../report/result.ts';
import { replaysOf } from './replay/replay.ts';
import { sideBySide } from './side-by-side.ts';
import type { Parts } from './start.ts';
import type { NetworkError } from '../target/network-error.ts';
import { type Spaces, spacesOf } from '../model/spaces.ts';
import { undisturbed } from './undisturbed.ts';
import type { Visit } from '../model/visit.ts';

/** How many checks are tried so often; where more hold alone only, once has to do. */
const mostConfirmed = 10;

type Progress = (done: number, id: string) => void;

/** What was seen of a check that did not hold beside others, and where. */
interface Doubt {
  readonly ending: Ending;
  readonly visit: Visit;
}

export class Judging {
  readonly results = new Map<string, CheckResult>();
  /** Ids of checks that stopped on an unexpected response. */
  readonly broken = new Set<string>();
  readonly #parts: Parts;
  readonly #startedAt: Date;
  readonly #doubts = new Map<string, Doubt>();
  readonly #settled = new WeakSet<Visit>();
  /** What is evaluated while nothing else happens is evaluated here. */
  #alone: Visit;
  #confirmed = 0;
  #freshPlaces = 0;
  #stopped: string | undefined;

  constructor(parts: Parts, startedAt: Date) {
    this.#parts = parts;
    this.#alone = parts.visit;
    this.#startedAt = startedAt;
  }

  /** Why the run was stopped, if it was. */
  get stopped(): string | undefined {
    return this.#stopped;
  }

  /** Ends the checks under way at their next request, and lets the others be skipped. */
  stop(reason: string): void {
    this.#stopped ??= reason;
    this.#parts.visit.client.stop(this.#stopped);
  }

  /**
   * Evaluates all checks: first side by side, in spaces of their own. What does not hold there is evaluated again while
   * nothing else happens, and so is what needs silence.
   */
  async all(progress: Progress): Promise<void> {
    if (this.#parts.places.length > 0) await this.#besideEachOther(progress);
    const isDoubtful = ({ id, tier }: Check): boolean => tier === 'documented' && this.#doubts.has(id);
    if (this.#parts.checks.some(isDoubtful)) this.#alone = await anewIn(this.#freshSpaces(), this.#parts.visit);
    for (const check of this.#parts.checks) {
      if (this.results.has(check.id)) continue;
      progress(this.results.size, check.id);
      await this.one(check);
    }
    const { checks, options } = this.#parts;
    const place = { visit: this.#alone, fresh: () => this.#freshSpaces(), asked: options.replay };
    for (const [id, replay] of await replaysOf(checks, this.results, place)) {
      const result = this.results.get(id);
      if (result) this.results.set(id, { ...result, ...this.#fitForReport({ replay }) });
    }
    progress(this.results.size, '');
  }

  async #besideEachOther(progress: Progress): Promise<void> {
    const { places, visit } = this.#parts;
    if (visit.options.spaces.madeUp) {
      const { independent, alone } = await lookAtSpaces(visit);
      this.#alone = alone;
      if (!independent) return;
    }
    await visit.sideBySide(() => sideBySide(places, (check, place) => this.#holds(check, place, progress)));
  }

  /** Evaluates one check while nothing else happens. The checks that it needs must come first. */
  async one(check: Check): Promise<CheckResult> {
    const { outcome, blockedBy, ...texts } = await this.#outcome(check);
    const ending = { outcome, ...(blockedBy !== undefined && { blockedBy }), ...this.#fitForReport(texts) };
    const result = { ...factsOf(check), ...ending };
    const judged = excuse(result, this.#parts.options.knownDifferences ?? [], this.#startedAt);
    this.results.set(check.id, judged);
    if (judged.outcome === 'failed') await this.#lookAtRoots(check);
    return judged;
  }

  /** Whether a check holds in a place of its own. How it ends otherwise is left open, unless it may not be tried again. */
  async #holds(check: Check, visit: Visit, progress: Progress): Promise<boolean> {
    if (this.#stopped !== undefined || !visit.options.effects.has(check.effect)) return false;
    progress(this.results.size, check.id);
    await this.#settle(check, visit);
    const ending = await this.#try(check, visit);
    if ('lost' in ending) {
      if (check.effect === 'send') this.results.set(check.id, { ...factsOf(check), ...notSentTwice(ending.lost) });
      return false;
    }
    if (ending.outcome !== 'held') {
      if (ending.actual !== undefined) this.#doubts.set(check.id, { ending, visit });
      return false;
    }
    this.results.set(check.id, { ...factsOf(check), outcome: 'held' });
    return true;
  }

  /** Before the first check of a kind that needs others, its setting is there, as it is where those were evaluated. */
  async #settle({ place, needs }: Check, visit: Visit): Promise<void> {
    const kind = visit.options.kinds.find(({ name }) => name === place);
    if (!kind || needs.length === 0 || this.#settled.has(visit)) return;
    this.#settled.add(visit);
    await visit.baseline(kind).catch(() => undefined); // the checks will say what is wrong
  }

  async #outcome(check: Check): Promise<Ending> {
    const { visit, reason } = this.#parts;
    if (this.#stopped !== undefined) return { outcome: 'skipped', reason: this.#stopped };
    if (!visit.options.effects.has(check.effect)) return { outcome: 'skipped', reason };
    const root = blockedBy(check, this.results);
    if (root) return root;
    const doubt = this.#doubts.get(check.id);
    const first = await this.#undisturbed(check, doubt ? this.#alone.at(this.#freshSpaces()) : this.#alone);
    const ending = 'lost' in first ? await this.#again(check, first.lost) : first;
    if (ending.actual !== undefined && (await this.#isShutOut())) {
      const reason = 'the target no longer accepts the token';
      this.stop(reason);
      return { outcome: 'skipped', reason };
    }
    return doubt && ending.outcome !== 'failed' ? this.#confirm(check, doubt, ending) : ending;
  }

  /** Whether a given token, which let the run in at first, has expired. */
  async #isShutOut(): Promise<boolean> {
    const { visit } = this.#parts;
    return visit.client.sender.given && this.results.get('list.answers')?.outcome === 'held' && !(await isLetIn(visit));
  }

  /**
   * A check that did not hold beside others and holds alone has to hold alone again: in the spaces where it did not, and in
   * others that were never used.
   */
  async #confirm(check: Check, { ending: { expected, actual }, visit }: Doubt, alone: Ending): Promise<Ending> {
    if (check.tier !== 'documented' || this.#stopped !== undefined) return alone;
    const seen = `it did not hold beside other requests (expected ${expected}; actual ${actual})`;
    this.#confirmed += 1;
    if (check.effect === 'send' || this.#confirmed > mostConfirmed)
      return { ...alone, reason: withReason(`${seen}, but alone`, alone) };
    for (const spaces of [visit.options.spaces, this.#freshSpaces()]) {
      const next = await this.#undisturbed(check, this.#alone.at(spaces));
      if (!('lost' in next) && next.actual !== undefined)
        return { ...next, reason: `${seen}, held alone, and then did not` };
    }
    return { ...alone, reason: withReason(`${seen}, but three times alone`, alone) };
  }

  /** Spaces that were not used before. */
  #freshSpaces(): Spaces {
    const { visit, places } = this.#parts;
    this.#freshPlaces += 1;
    return spacesOf(visit.options.spaces, places.length + this.#freshPlaces);
  }

  /**
   * After a failure, checks its roots again. A root that held before and no longer does was broken by
   * this check, which then blocks everything else that depends on the root.
   */
  async #lookAtRoots(check: Check): Promise<void> {
    const reason = `it held at first, but not after ${check.id}`;
    for (const id of check.needs) {
      const root = this.#parts.checks.find((each) => each.id === id);
      const before = this.results.get(id);
      if (!root || before?.outcome !== 'held') continue;
      const now = await this.#try(root);
      if ('outcome' in now && now.outcome === 'failed')
        this.results.set(id, { ...before, outcome: 'blocked', blockedBy: check.id, reason });
    }
  }

  #try(check: Check, visit = this.#alone): Promise<Ending | Lost> {
    return attempt(check, visit, this.broken);
  }

  #undisturbed(check: Check, visit: Visit): Promise<Ending | Lost> {
    return undisturbed(visit, (each) => this.#try(check, each));
  }

  /** No response. A target that is back gets the request once more, unless that could send a message twice. */
  async #again(check: Check, lost: NetworkError): Promise<Ending> {
    const { message } = lost;
    if (!(await isThere(this.#parts.visit))) {
      this.stop(`the target no longer responds: ${message}`);
      return { outcome: 'skipped', reason: `no response: ${message}` };
    }
    if (check.effect === 'send') return notSentTwice(lost);
    const second = await this.#undisturbed(check, this.#alone);
    if ('lost' in second) return lostTwice(check, this.#parts.visit, second.lost);
    return { ...second, reason: withReason(`a response was lost at first (${message})`, second) };
  }

  #fitForReport<T>(texts: T): T {
    return fitForReport(texts, this.#parts.scrubber);
  }
}
