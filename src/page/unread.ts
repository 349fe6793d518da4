// The messages that came while nobody looked at the page.
import { signal } from '@preact/signals';

export class Unread {
  /** Their ids; they stay until the user goes away again. */
  readonly ids = signal<ReadonlySet<string>>(new Set());
  readonly #isAway = signal(document.hidden);

  /** How many there are, while the user is away. */
  get count(): number {
    return this.#isAway.value ? this.ids.value.size : 0;
  }

  /** Messages have come. */
  take(ids: readonly string[]): void {
    if (this.#isAway.value && ids.length > 0) this.ids.value = new Set([...this.ids.value, ...ids]);
  }

  /** The user has gone away, or is back. */
  look(): void {
    if (document.hidden) this.ids.value = new Set();
    this.#isAway.value = document.hidden;
  }
}
