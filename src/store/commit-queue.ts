// Group commit: while one write is in flight, later changes wait and go into the next write together.
import { setImmediate } from 'node:timers/promises';
import type { Gate } from './gate.ts';

/** A request takes up to two turns of the event loop from its first bytes to its job. */
const quietTurns = 2;
/** However many come: so that those that wait do not wait for ever. */
const mostTurns = 16;

interface Waiting<Job> {
  readonly job: Job;
  /** The gate's era when the job was added. */
  readonly era: number;
  readonly reject: (error: unknown) => void;
}

/** The outcome of one job of a batch: `resolve` passes the result to the caller that added it. */
export type Outcome = { readonly resolve: () => void } | { readonly error: unknown };

/** Runs `commit` on batches of jobs, one batch at a time, in the order of their arrival. */
export class CommitQueue<Job> {
  readonly #gate: Gate;
  readonly #commit: (jobs: readonly Job[]) => Promise<readonly Outcome[]>;
  #waiting: Waiting<Job>[] = [];
  #working: Promise<void> | undefined;

  /**
   * @param gate is passed before the jobs of a batch are gathered, so that what comes to the gate later waits for them
   * @param commit gives an outcome for each job, or throws for all of them
   */
  constructor(gate: Gate, commit: (jobs: readonly Job[]) => Promise<readonly Outcome[]>) {
    this.#gate = gate;
    this.#commit = commit;
  }

  /**
   * Resolves with the job's result when it is committed.
   * @param create makes the job, whose outcome calls `resolve` with the result
   */
  add<Result>(create: (resolve: (result: Result) => void) => Job): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job: create(resolve), era: this.#gate.era, reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0)
      await this.#gate.shared(async () => {
        await this.#gather();
        const era = this.#waiting[0]?.era;
        const batch = this.#waiting.filter((each) => each.era === era);
        this.#waiting = this.#waiting.slice(batch.length);
        await this.#settle(batch);
      });
    this.#working = undefined;
  }

  /** Waits while more jobs come in at every turn of the event loop, because their requests have arrived already. */
  async #gather(): Promise<void> {
    for (let [quiet, turns] = [0, 0]; quiet < quietTurns && turns < mostTurns; turns += 1) {
      const before = this.#waiting.length;
      await setImmediate();
      quiet = this.#waiting.length > before ? 0 : quiet + 1;
    }
  }

  async #settle(batch: readonly Waiting<Job>[]): Promise<void> {
    try {
      const outcomes = await this.#commit(batch.map(({ job }) => job));
      for (const [index, { reject }] of batch.entries()) {
        const outcome = outcomes[index] ?? { error: new Error('The commit gave no outcome for this job') };
        if ('error' in outcome) reject(outcome.error);
        else outcome.resolve();
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
