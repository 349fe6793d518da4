// Server-sent events. The last ones are kept, so that a client that reconnects misses nothing. Readers have
// no buffer of their own: each has a position in this one list, and a few of them advance at a time.
import { randomUUID } from 'node:crypto';
import { once } from '../common/once.ts';
import type { Feed, Happening } from '../store/feed.ts';

/** How many events are kept. */
const limit = 1_000;
/** After how many milliseconds without an event a comment is sent, so that nobody on the way takes the connection for dead. */
const heartbeat = 15_000;
/** How many readers go on at once, and after how many milliseconds the next: a thousand of them leave time for requests. */
const together = { readers: 20, pause: 5 };
/** How much a reader gets at once, in characters, unless one event is longer. */
const enough = 64 * 1024;

export type EventType = 'request' | 'outbox' | 'state' | 'faults' | 'users' | 'clock' | 'assumptions' | 'upstream';

interface Waiting {
  /** The event that is to come next. */
  readonly at: number;
  readonly wake: (happened: boolean) => void;
}

const types: ReadonlySet<string> = new Set<EventType>([
  'request',
  'outbox',
  'state',
  'faults',
  'users',
  'clock',
  'assumptions',
  'upstream',
]);

export class Events {
  /** Ids of an earlier run are not mistaken for ids of this one. */
  #run = randomUUID().slice(0, 8);
  #feed: Feed | undefined;
  readonly #waiting = new Set<Waiting>();
  #kept: (() => string)[] = [];
  #next = 0;
  #closed = false;
  #turn: NodeJS.Timeout | undefined;
  /** What was sent last, for the readers at the same place. */
  #sent = { at: 0, until: 0, text: '' };

  /** Has the events be those of all mocks that have this feed. */
  follow(feed: Feed): void {
    this.#feed = feed;
    this.#run = feed.id.slice(0, 8);
    feed.subscribe((happenings) => happenings.forEach((each) => this.#receive(each)));
  }

  /** @param data makes the JSON value when a client reads it, or at once for other mocks */
  publish(type: EventType, data: () => object): void {
    if (this.#feed) this.#feed.publish(type, data());
    else this.#append(type, () => JSON.stringify(data()));
  }

  /** After a gap, or in another feed, those before it are no longer kept. What is for mocks only takes a place without a text. */
  #receive({ feed, number, type, data }: Happening): void {
    const run = feed.slice(0, 8);
    if (run !== this.#run || number !== this.#next) [this.#run, this.#kept, this.#next] = [run, [], number];
    this.#append(type, () => data);
  }

  #append(type: string, data: () => string): void {
    const id = `${this.#run}-${this.#next}`;
    this.#next += 1;
    this.#kept.push(once(() => (types.has(type) ? `id: ${id}\nevent: ${type}\ndata: ${data()}\n\n` : '')));
    if (this.#kept.length > 2 * limit) this.#kept = this.#kept.slice(-limit);
    if (this.#waiting.size > 0) this.#plan();
  }

  /**
   * The events after the one with that id, or from now on, several in one text. A reader who is so slow that what it has not
   * read is not kept any more is told that it has missed something. Ends when the signal is aborted or the mock ends.
   */
  async *read(lastId: string | undefined, signal: AbortSignal): AsyncGenerator<string> {
    const place = this.#placeAfter(lastId);
    yield 'retry: 1000\n\n';
    let at = place ?? -1;
    while (!signal.aborted && !this.#closed) {
      if (at < this.#next - this.#kept.length) {
        at = this.#next;
        yield `id: ${this.#run}-${at - 1}\nevent: missed\ndata: {}\n\n`;
      } else if (!(await this.#wait(at, signal))) yield ': still here\n\n';
      else if (at >= this.#next - this.#kept.length) {
        const { text, until } = this.#textFrom(at);
        at = until;
        if (text !== '') yield text;
      }
    }
  }

  /** How many are waiting for what comes next. */
  get readers(): number {
    return this.#waiting.size;
  }

  /** Ends all reading. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#turn);
    for (const { wake } of this.#waiting) wake(true);
  }

  /** Undefined when the events after it are no longer kept, or the id is unknown. */
  #placeAfter(lastId: string | undefined): number | undefined {
    if (lastId === undefined) return this.#next;
    const [run, number] = lastId.split('-');
    const place = Number(number) + 1;
    return run === this.#run && place >= this.#next - this.#kept.length && place <= this.#next ? place : undefined;
  }

  #textFrom(at: number): { readonly text: string; readonly until: number } {
    if (this.#sent.at === at && this.#sent.until === this.#next) return this.#sent;
    const first = this.#next - this.#kept.length;
    let [text, until] = ['', at];
    for (; until < this.#next && text.length < enough; until += 1) text += this.#kept[until - first]?.() ?? '';
    this.#sent = { at, until, text };
    return this.#sent;
  }

  /** Has readers go on who have something to read. */
  #plan(): void {
    this.#turn ??= setTimeout(() => {
      this.#turn = undefined;
      const behind = [...this.#waiting].filter(({ at }) => at < this.#next);
      for (const { wake } of behind.slice(0, together.readers)) wake(true);
      if (behind.length > together.readers) this.#plan();
    }, together.pause);
  }

  /** Whether anything has happened when it is over. */
  #wait(at: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const wake = (happened: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(reader);
        signal.removeEventListener('abort', leave);
        resolve(happened);
      };
      const leave = (): void => wake(true);
      const timer = setTimeout(wake, heartbeat, false);
      const reader = { at, wake };
      signal.addEventListener('abort', leave);
      this.#waiting.add(reader);
      if (at < this.#next) this.#plan();
    });
  }
}
