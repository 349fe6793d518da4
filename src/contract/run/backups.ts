// What was in each space before a run wrote there: read once, kept on the disk from the first write on, and put back at the end.
import { isRecord } from '../../document/json.ts';
import type { BackupFile } from './backup-file.ts';
import type { Backup } from './restore.ts';

export interface BackupsOptions {
  /** Resolves with undefined where a space cannot be read: it cannot be put back either. */
  readonly read: (space: string) => Promise<Backup | undefined>;
  /** Missing where nothing may be written. */
  readonly file?: BackupFile | undefined;
  /** Whether settings of others may be in a space. */
  readonly isShared: (space: string) => boolean;
  /** Is told once that something is going to be overwritten. */
  readonly onOverwriting: () => void;
}

export class Backups {
  readonly #options: BackupsOptions;
  readonly #found = new Map<string, Promise<Backup | undefined>>();
  /** Spaces of which everything is known. */
  readonly #done = new Map<string, Backup | undefined>();
  readonly #written = new Set<string>();
  #told = false;

  constructor(options: BackupsOptions) {
    this.#options = options;
  }

  /** Reads a space, unless it was read before. A space whose response was lost is read again when it is needed next. */
  of(space: string): Promise<Backup | undefined> {
    const found = this.#found.get(space) ?? this.#readNow(space);
    this.#found.set(space, found);
    return found;
  }

  /** To be called before every write. What it returns is waited for; undefined where nothing has to be read first. */
  before(space: string, body: unknown): Promise<unknown> | undefined {
    if (!this.#done.has(space)) return this.of(space).then(() => this.#keep(space, body));
    this.#keep(space, body);
    return undefined;
  }

  /** Those of all spaces that were read, in the order in which they were. */
  async all(): Promise<Backup[]> {
    const found = await Promise.allSettled(this.#found.values());
    return found.flatMap((each) => (each.status === 'fulfilled' && each.value ? [each.value] : []));
  }

  /** A space in which nothing is written, and nothing put back. */
  leave(space: string): void {
    this.#found.delete(space);
  }

  /** A space of the run's own needs no backup unless it can be removed again; nor does one in which nothing was. */
  #keep(space: string, body: unknown): void {
    const { file, isShared, onOverwriting } = this.#options;
    const backup = this.#done.get(space);
    if (!file || !backup || (backup.state === undefined && (backup.settings.length === 0 || !isShared(space)))) return;
    if (!this.#written.has(space)) {
      file.keep(backup);
      this.#written.add(space);
      if (!this.#told && (backup.settings.length > 0 || isRecord(backup.state))) onOverwriting();
      this.#told ||= backup.settings.length > 0 || isRecord(backup.state);
    }
    if (isShared(space) && isRecord(body)) file.sends(body);
  }

  async #readNow(space: string): Promise<Backup | undefined> {
    try {
      const backup = await this.#options.read(space);
      this.#done.set(space, backup);
      return backup;
    } catch (error) {
      this.#found.delete(space);
      throw error;
    }
  }
}
