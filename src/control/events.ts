// What happens, as server-sent events. The last ones are kept, so that a reader who comes back misses nothing; readers have
// no buffer of their own: each is only a place in this one list.
import { randomUUID } from 'node:crypto';
import { once } from '../once.ts';

/** How many events are kept. */
const limit = 1_000;
/** After how many milliseconds without an event a comment is sent, so that nobody on the way takes the connection for dead. */
const heartbeat = 15_000;

export type EventType = 'request' | 'outbox' | 'state' | 'faults';

export class Events {
  /** Ids of an earlier run are not taken for ids of this one. */
  readonly #run = randomUUID().slice(0, 8);
  readonly #readers = new Set<() => void>();
  #kept: (() => string)[] = [];
  #next = 0;
  #closed = false;

  /** @param data makes what goes out as JSON, when somebody reads it */
  publish(type: EventType, data: () => object): void {
    const id = `${this.#run}-${this.#next}`;
    this.#next += 1;
    this.#kept.push(once(() => `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data())}\n\n`));
    if (this.#kept.length > 2 * limit) this.#kept = this.#kept.slice(-limit);
    for (const wake of this.#readers) wake();
  }

  /**
   * The events after the one with that id, or from now on. Ends when the signal is aborted, the mock ends, or the reader is so
   * slow that what it has not read is not kept any more.
   */
  async *read(lastId: string | undefined, signal: AbortSignal): AsyncGenerator<string> {
    const place = this.#placeAfter(lastId);
    yield 'retry: 1000\n\n';
    if (place === undefined) yield `id: ${this.#run}-${this.#next - 1}\nevent: missed\ndata: {}\n\n`;
    let at = place ?? this.#next;
    while (!signal.aborted && !this.#closed) {
      const first = this.#next - this.#kept.length;
      if (at < first) return;
      const event = this.#kept[at - first];
      if (event !== undefined) {
        at += 1;
        yield event();
      } else if (!(await this.#wake(signal))) yield ': still here\n\n';
    }
  }

  /** How many are waiting for what comes next. */
  get readers(): number {
    return this.#readers.size;
  }

  /** Ends all reading. */
  close(): void {
    this.#closed = true;
    for (const wake of this.#readers) wake();
  }

  /** Undefined when what came after that event is not kept, or not known. */
  #placeAfter(lastId: string | undefined): number | undefined {
    if (lastId === undefined) return this.#next;
    const [run, number] = lastId.split('-');
    const place = Number(number) + 1;
    return run === this.#run && place >= this.#next - this.#kept.length && place <= this.#next ? place : undefined;
  }

  /** Whether anything has happened when it is over. */
  #wake(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (happened: boolean): void => {
        clearTimeout(timer);
        this.#readers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve(happened);
      };
      const wake = (): void => end(true);
      const timer = setTimeout(end, heartbeat, false);
      signal.addEventListener('abort', wake);
      this.#readers.add(wake);
    });
  }
}
