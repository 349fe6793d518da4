// Other clients that write in the spaces of a run: their settings have values that were mostly neither found at first nor sent.
import { isRecord } from '../../document/json.ts';
import { listIn } from '../target/response.ts';
import type { Body, Kind } from './kinds.ts';
import type { TargetResponse } from '../target/http.ts';

/** Fields that say little of who wrote a setting. */
const ordinary = new Set(['type', 'provider', 'id', 'isDefault']);

/** Longer texts are not kept. No setting of a person has one. */
const longest = 200;

export class ConcurrentWriters {
  /** Those that a client chooses. */
  readonly #fields: ReadonlySet<string>;
  readonly #known = new Set<string>();
  /** Spaces of which at least one list was seen. */
  readonly #looked = new Set<string>();
  readonly #in = new Set<string>();
  readonly #wereIn = new Set<string>();
  /** The spaces of others that were used since this was cleared. */
  readonly used = new Set<string>();

  constructor(kinds: readonly Kind[]) {
    const fields = kinds
      .flatMap((kind) => kind.fields)
      .filter(({ readOnly, name }) => !readOnly && !ordinary.has(name));
    this.#fields = new Set(fields.map(({ name }) => name));
  }

  /** Whether the last list of a space showed one. */
  isIn(space: string): boolean {
    return this.#in.has(space);
  }

  /** A space that was used and in which one was ever seen, after another look. */
  async seenIn(list: (space: string) => Promise<unknown>): Promise<string | undefined> {
    const used = [...this.used];
    for (const space of used) await list(space).catch(() => undefined);
    return used.find((space) => this.#wereIn.has(space));
  }

  /** The run sends these values. */
  sent(body: unknown): void {
    if (isRecord(body)) for (const value of this.#valuesOf(body)) this.#known.add(value);
  }

  /** A space of others is used, and a response may list its settings: the first time, those that were there before. */
  uses(space: string, response?: TargetResponse): void {
    this.used.add(space);
    const settings = response && listIn(response);
    if (settings) this.#shown(space, settings);
  }

  #shown(space: string, settings: readonly Body[]): void {
    if (!this.#looked.has(space)) settings.forEach((setting) => this.sent(setting));
    this.#looked.add(space);
    this.#in.delete(space);
    for (const setting of settings) {
      const values = this.#valuesOf(setting);
      const unknown = values.filter((value) => !this.#known.has(value));
      if (unknown.length * 2 <= values.length) continue;
      this.#in.add(space);
      this.#wereIn.add(space);
    }
  }

  /** Whether every value of a setting was found at first or sent. */
  knows(setting: Body): boolean {
    return this.#valuesOf(setting).every((value) => this.#known.has(value));
  }

  #valuesOf(body: Body): string[] {
    return Object.entries(body).flatMap(([name, value]) => {
      const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
      return this.#fields.has(name) && text !== '' && text.length <= longest && !/^\*+$/.test(text) ? [text] : [];
    });
  }
}
