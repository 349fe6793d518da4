// What is known of one space of the upstream: what it showed last, and what was stored in it since.
import type { ProviderName } from '../../document/schemas.ts';
import type { Setting } from './kinds.ts';

export interface Put {
  readonly kind: ProviderName;
  readonly body: Setting;
}

export class KnownSpace {
  /** The list that was shown last; undefined before there was one. */
  shown: ReadonlyMap<ProviderName, Setting> | undefined;
  /** What was stored since, in this order. */
  puts: Put[] = [];
  /** What was stored last of each kind. */
  readonly last = new Map<ProviderName, Setting>();
  /** Whether a request in it was accepted. */
  isReached = false;
  /** By user and kind: whether the setting has been stored again since a test send through it was accepted. */
  readonly #sent = new Map<string, boolean>();
  #writing = 0;
  #writes = 0;

  /**
   * Begins a request, and says what tells at its end whether it was alone: whether nothing was stored beside it, so that it is
   * known what came first.
   */
  begin(isWrite: boolean): () => boolean {
    const isAlone = this.#writing === 0;
    if (isWrite) this.#writing += 1;
    if (isWrite) this.#writes += 1;
    const before = this.#writes;
    return () => {
      if (isWrite) this.#writing -= 1;
      return isAlone && this.#writes === before;
    };
  }

  /** After anything of which the outcome is not known. */
  forget(): void {
    this.shown = undefined;
    this.puts = [];
    this.last.clear();
    this.#sent.clear();
  }

  stored(put: Put): void {
    this.puts.push(put);
    this.last.set(put.kind, put.body);
    for (const key of this.#sent.keys()) if (key.startsWith(`${put.kind} `)) this.#sent.set(key, true);
  }

  sent(kind: ProviderName, username: string): void {
    this.#sent.set(`${kind} ${username}`, false);
  }

  /** Whether a user's test send through a kind was accepted before its setting was stored again. */
  isChangedSinceSent(kind: ProviderName, username: string): boolean {
    return this.#sent.get(`${kind} ${username}`) ?? false;
  }

  listed(list: ReadonlyMap<ProviderName, Setting>): void {
    this.shown = list;
    this.puts = [];
  }

  /** The kind that is the default; undefined when there is none, null when that is not known. */
  get default(): ProviderName | undefined | null {
    const put = this.puts.findLast(({ body }) => body['isDefault'] === true);
    const taken = this.puts.some(({ kind, body }) => kind === put?.kind && body['isDefault'] !== true);
    if (put) return taken ? null : put.kind;
    if (!this.shown) return null;
    const flagged = [...this.shown].filter(([, { isDefault }]) => isDefault === true).map(([kind]) => kind);
    if (flagged.length === 0) return undefined;
    return flagged.length > 1 || this.puts.some(({ kind }) => kind === flagged[0]) ? null : flagged[0];
  }
}
