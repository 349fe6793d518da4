// Replaces the content of the folder, all or nothing: new files are written beside the old ones, and one switch puts them
// in their place.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { LimitFunction } from 'p-limit';
import { formatVersion, textOfJson } from './disk-json.ts';
import { textOfLog } from './disk-log.ts';
import { fileNameOf } from './file-name.ts';
import { Refusal } from '../refusal/refusal.ts';
import { codeOf, diskRefusal, type FileSystem, removeFile, writeLimited } from './file-system.ts';
import type { Content, Scope } from './files.ts';
import { isSetAside, type Listing, stemOf } from './listing.ts';
import { asideOf } from './set-aside.ts';
import { endSwitch, finishSwitch, type Moves, startSwitch } from './switch.ts';

export interface ReplacerOptions {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly limit: LimitFunction;
  readonly listing: Listing;
}

type Move = Moves['move'][number];

export class Replacer {
  readonly #options: ReplacerOptions;
  /** A switch that a disk error interrupted: a committed one must be finished, any other must be undone. */
  #open: 'finish' | 'undo' | undefined;
  #settling: Promise<void> | undefined;

  constructor(options: ReplacerOptions) {
    this.#options = options;
  }

  /** Nothing else may use the folder meanwhile. @throws {Refusal} when the disk does not do it; nothing is changed then. */
  async replace(contents: readonly Content[], scope: Scope): Promise<void> {
    const { fs, folder } = this.#options;
    const staged: Move[] = [];
    try {
      await this.#stage(contents, staged);
      const old = await this.#old(new Set(staged.map(([, to]) => to)), scope);
      this.#open = 'undo';
      await startSwitch(fs, folder, { version: formatVersion, move: [...old.move, ...staged], remove: old.remove });
      this.#open = 'finish';
    } catch (error) {
      await this.ready()
        .then(() => this.#unstage(staged))
        .catch(() => undefined); // the first error is the one to tell
      throw diskRefusal(error);
    }
    await this.ready();
  }

  /** Settles a switch that the disk has interrupted. Has to be waited for before anything in the folder is used. */
  async ready(): Promise<void> {
    if (!this.#open) return;
    this.#settling ??= this.#settle(this.#open).finally(() => (this.#settling = undefined));
    await this.#settling;
  }

  async #settle(how: 'finish' | 'undo'): Promise<void> {
    const { fs, folder } = this.#options;
    try {
      if (how === 'finish') await finishSwitch(fs, folder);
      await endSwitch(fs, folder);
    } catch (cause) {
      throw new Refusal(
        'not-stored',
        `A restore of all spaces was interrupted, because the data folder could not be used (${codeOf(cause)}). It continues with the next request or at the next start. See the log.`,
        { cause },
      );
    }
    this.#open = undefined;
  }

  async #unstage(staged: readonly Move[]): Promise<void> {
    for (const [from] of staged) await removeFile(this.#options.fs, join(this.#options.folder, from));
  }

  /** Writes the new files, and notes where each is to go. */
  async #stage(contents: readonly Content[], staged: Move[]): Promise<void> {
    const { fs, folder, limit } = this.#options;
    const run = randomBytes(8).toString('hex');
    const write = async (to: string, text: string): Promise<void> => {
      const from = `tmp/${run}-${staged.length}.tmp`;
      staged.push([from, to]);
      await limit(() => writeLimited(fs, join(folder, from), text));
    };
    const written = contents.flatMap(({ file, log }) => [
      write(`spaces/${fileNameOf(file.space)}.json`, textOfJson(file)),
      ...(log ? [write(`outbox/${fileNameOf(file.space)}.jsonl`, textOfLog(file.space, log))] : []),
    ]);
    await Promise.allSettled(written); // none is under way any more when one has failed
    await Promise.all(written);
  }

  /** What becomes of the files that are there: those of other spaces leave; what cannot be understood is kept aside. */
  async #old(kept: ReadonlySet<string>, scope: Scope): Promise<{ move: Move[]; remove: string[] }> {
    const { fs, folder, listing } = this.#options;
    const stems = new Set([...kept].map((path) => stemOf(path.split('/')[1] ?? '')));
    const [move, remove]: [Move[], string[]] = [[], []];
    for (const each of ['spaces', 'outbox'])
      for (const file of await fs.readdir(join(folder, each))) {
        const path = `${each}/${file}`;
        if (kept.has(path) || isSetAside(file) || (scope === 'these' && !stems.has(stemOf(file)))) continue;
        const entry = await listing.entryOf(join(folder, each), file);
        if (entry && 'file' in entry) move.push([path, `${each}/${asideOf(file)}`]);
        else if (entry && scope === 'all') remove.push(path);
      }
    return { move, remove };
  }
}
