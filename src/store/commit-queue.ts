// Group commit: while one write is under way, what is to be changed next waits and goes into one write together.

interface Waiting<Job> {
  readonly job: Job;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What became of one job of a batch. */
export type Outcome = { readonly error?: unknown };

/** Runs `commit` on batches of jobs, one batch at a time, in the order in which they came. */
export class CommitQueue<Job> {
  readonly #commit: (jobs: readonly Job[]) => Promise<readonly Outcome[]>;
  #waiting: Waiting<Job>[] = [];
  #working: Promise<void> | undefined;

  /** `commit` gives an outcome for each job, or throws for all of them. */
  constructor(commit: (jobs: readonly Job[]) => Promise<readonly Outcome[]>) {
    this.#commit = commit;
  }

  /** Resolves when the job is committed. */
  add(job: Job): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#settle(batch);
    }
    this.#working = undefined;
  }

  async #settle(batch: readonly Waiting<Job>[]): Promise<void> {
    try {
      const outcomes = await this.#commit(batch.map(({ job }) => job));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index] ?? {};
        if ('error' in outcome) reject(outcome.error);
        else resolve();
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
