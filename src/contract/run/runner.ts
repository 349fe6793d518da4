// How checks are evaluated: side by side where they can be. One that fails is evaluated again, alone and in new spaces.
import type { Check } from '../checks/check.ts';
import { type Spaces, spacesOf } from '../model/spaces.ts';
import type { Workspace } from '../model/workspace.ts';
import { fitForReport, longestText } from '../report/fit-for-report.ts';
import type { CheckResult } from '../report/result.ts';
import { asksForTooMuch, evaluateAgain, evaluateShown, tooMany } from './again.ts';
import { blockedBy } from './blocked-by.ts';
import { type Evaluation, evaluate, factsOf, isDoubtful } from './evaluate.ts';
import { learnBodies, lookAtSpaces } from './learn.ts';
import { isLetIn, isThere } from './reachable.ts';
import { excuse } from './known.ts';
import type { Place } from './partition.ts';
import type { Parts } from './start.ts';

type Progress = (done: number, id: string) => void;

export class Runner {
  readonly results = new Map<string, CheckResult>();
  /** Ids of checks that stopped on an unexpected response. */
  readonly broken = new Set<string>();
  readonly #parts: Parts;
  readonly #startedAt: Date;
  /** Ids of checks that are about what the target does not show. */
  readonly #notShown = new Set<string>();
  /** How checks ended beside others, of those that have to be evaluated again. */
  readonly #first = new Map<string, Evaluation>();
  /** What is evaluated while nothing else happens is evaluated here. */
  #alone: Workspace;
  #freshPlaces = 0;
  /** Whether the target accepts no more spaces. */
  #isFull = false;
  #stopped: string | undefined;

  constructor(parts: Parts, startedAt: Date) {
    this.#parts = parts;
    this.#alone = parts.workspace;
    this.#startedAt = startedAt;
  }

  /** Why the run was stopped, if it was. */
  get stopped(): string | undefined {
    return this.#stopped;
  }

  /** Ends the checks under way at their next request, and lets the others be skipped. */
  stop(reason: string): void {
    this.#stopped ??= reason;
    this.#parts.workspace.client.stop(this.#stopped);
  }

  /**
   * Evaluates all checks: what comes before all writing; then side by side, in spaces of their own; then, one by one, what has to
   * be evaluated alone or again.
   */
  async all(progress: Progress): Promise<void> {
    const { places, checks } = this.#parts;
    await this.#oneByOne(
      checks.filter(({ isFirst }) => isFirst),
      progress,
    );
    if (places.length > 0) await this.#besideEachOther(progress);
    await this.#oneByOne(checks, progress);
    progress(this.results.size, '');
  }

  async #oneByOne(checks: readonly Check[], progress: Progress): Promise<void> {
    for (const check of checks) {
      if (this.results.has(check.id)) continue;
      progress(this.results.size, check.id);
      await this.one(check);
    }
  }

  async #besideEachOther(progress: Progress): Promise<void> {
    const { places, workspace } = this.#parts;
    if (workspace.options.spaces.madeUp) {
      const { independent, alone } = await lookAtSpaces(workspace);
      this.#alone = alone;
      if (!independent) return;
    }
    await learnBodies(workspace, this.#parts.checks);
    await workspace.sideBySide(() => this.#goThrough(places, progress));
  }

  /**
   * Goes through all places at once. A check waits for those that it needs, wherever they are. A need comes earlier in the plan
   * than what needs it, so that no two places can wait for each other. A place where a check failed goes on in new spaces.
   */
  async #goThrough(places: readonly Place[], progress: Progress): Promise<void> {
    const waiting = new Map<string, Decision>();
    for (const { checks } of places) for (const { id } of checks) waiting.set(id, decision());
    const needsPass = async ({ needs }: Check): Promise<boolean> =>
      (await Promise.all(needs.map(async (id) => waiting.get(id)?.promise ?? false))).every(Boolean);
    const goThroughOne = async ({ checks, workspace: first }: Place): Promise<void> => {
      let workspace = first;
      for (const check of checks) {
        const passes = (await needsPass(check)) && (await this.#passes(check, workspace, progress));
        if (this.#first.has(check.id)) workspace = workspace.at(this.#freshSpaces());
        waiting.get(check.id)?.resolve(passes);
      }
    };
    await Promise.all(places.map(goThroughOne));
  }

  /** Whether a check passes in a place of its own, as far as the target shows what it is about. How it ends otherwise is left open. */
  async #passes(check: Check, workspace: Workspace, progress: Progress): Promise<boolean> {
    if (this.#stopped !== undefined || !workspace.options.effects.has(check.effect)) return false;
    progress(this.results.size, check.id);
    const ending = await this.#evaluate(check, workspace);
    if (isDoubtful(ending)) this.#first.set(check.id, ending);
    if (ending.outcome !== 'passed' && !ending.isNotShown) return false;
    const { outcome, reason } = ending;
    if (check.id !== this.#parts.options.replay)
      this.results.set(check.id, { ...factsOf(check), outcome, ...(reason !== undefined && { reason }) });
    return true;
  }

  /** Evaluates one check while nothing else happens. The checks that it needs must come first. */
  async one(check: Check): Promise<CheckResult> {
    const ending = await this.#outcome(check);
    const { outcome, blockedBy: root, expected, actual, reason, reproduction } = ending;
    if (ending.isBroken) this.broken.add(check.id);
    const texts = fitForReport(
      { ...(reason !== undefined && { reason }), ...(reproduction && { reproduction }) },
      this.#parts.scrubber,
    );
    const seen = actual === undefined ? {} : fitForReport({ expected, actual }, this.#parts.scrubber, longestText);
    const result = { ...factsOf(check), outcome, ...(root !== undefined && { blockedBy: root }), ...seen, ...texts };
    const judged = excuse(result, this.#parts.options.knownDifferences ?? [], this.#startedAt);
    this.results.set(check.id, judged);
    if (judged.outcome === 'failed') await this.#lookAtRoots(check);
    return judged;
  }

  async #outcome(check: Check): Promise<Evaluation> {
    const { workspace, reason, options } = this.#parts;
    if (this.#stopped !== undefined) return { outcome: 'skipped', reason: this.#stopped };
    if (!workspace.options.effects.has(check.effect)) return { outcome: 'skipped', reason };
    if (asksForTooMuch(check, workspace)) return tooMany;
    const root = blockedBy(check, this.results, this.#notShown);
    if (root) return root;
    const bench = { workspace: this.#alone, fresh: () => this.#freshSpaces() };
    if (options.replay === check.id) return evaluateShown(check, bench);
    workspace.options.writers.used.clear();
    const first = this.#first.get(check.id) ?? (await this.#evaluate(check, this.#alone));
    if (!isDoubtful(first)) return first;
    const gone = await this.#goneSince(first);
    if (gone === undefined) return evaluateAgain(check, first, bench);
    this.stop(gone);
    return { outcome: 'skipped', reason: gone };
  }

  /** An evaluation that remembers whether a request was lost meanwhile. */
  async #evaluate(check: Check, workspace: Workspace): Promise<Evaluation> {
    const before = this.#parts.faults();
    const ending = await evaluate(check, workspace);
    if (ending.isNotShown) this.#notShown.add(check.id);
    this.#isFull ||= ending.isTooMany === true;
    return { ...ending, metFault: this.#parts.faults() !== before };
  }

  /** Why no check can be evaluated any more, if that is so. */
  async #goneSince({ lost, actual }: Evaluation): Promise<string | undefined> {
    const { workspace } = this.#parts;
    const { lastAnswered } = workspace.client;
    if (lost && !(await isThere(workspace)))
      return `the target no longer responds: ${lost.message}; the last request with a response was ${lastAnswered}`;
    const wasLetIn = workspace.client.sender.given && this.results.get('list.answers')?.outcome === 'passed';
    if (actual !== undefined && wasLetIn && !(await isLetIn(workspace)))
      return 'the target no longer accepts the token';
    return undefined;
  }

  /** Spaces that were not used before, as long as the target accepts more. */
  #freshSpaces(): Spaces {
    const { workspace, places } = this.#parts;
    if (this.#isFull) return this.#alone.options.spaces;
    this.#freshPlaces += 1;
    return spacesOf(workspace.options.spaces, places.length + this.#freshPlaces);
  }

  /**
   * After a failure, checks its roots again. A root that passed before and no longer does was broken by
   * this check, which then blocks everything else that depends on the root.
   */
  async #lookAtRoots(check: Check): Promise<void> {
    const reason = `it passed at first, but not after ${check.id}`;
    for (const id of check.needs) {
      const root = this.#parts.checks.find((each) => each.id === id);
      const before = this.results.get(id);
      if (!root || before?.outcome !== 'passed') continue;
      const now = await evaluate(root, this.#alone);
      if (now.outcome === 'failed')
        this.results.set(id, { ...before, outcome: 'blocked', blockedBy: check.id, reason });
    }
  }
}

/** Whether a check passes, as soon as that is known. */
interface Decision {
  readonly promise: Promise<boolean>;
  readonly resolve: (passes: boolean) => void;
}

function decision(): Decision {
  let resolve: Decision['resolve'] = () => undefined;
  const promise = new Promise<boolean>((whenKnown) => (resolve = whenKnown));
  return { promise, resolve };
}
