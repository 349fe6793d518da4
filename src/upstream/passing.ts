// One request on its way to the upstream, and its response on the way back: as they are, as fast as the slower side takes them.
import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dispatcher } from 'undici';
import { type Header, pairsOf } from './headers.ts';
import { Keeping } from './keeping.ts';

type Controller = Dispatcher.DispatchController;

export interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Header[];
}

/** The response of the upstream, with the beginning of its body. */
export interface Passed extends Head {
  readonly body: Keeping;
}

interface PassingOptions {
  /** Writes the head of the response. */
  readonly begin: (head: Head) => void;
  /** Looks at the whole response before the client has its end, or if it is held back, any of it. */
  readonly complete: (passed: Passed) => Promise<void>;
  readonly isHeld: boolean;
}

const nothing = Buffer.alloc(0);

/** Hands a response over as it comes. */
export class Passing implements Dispatcher.DispatchHandler {
  /** Resolves when the response is through; rejects when there is none. */
  readonly passed: Promise<Passed>;
  readonly #response: ServerResponse;
  readonly #options: PassingOptions;
  readonly #body = new Keeping();
  readonly #held: Buffer[] = [];
  #head: Head | undefined;
  #resolve!: (passed: Passed) => void;
  #reject!: (error: unknown) => void;

  constructor(response: ServerResponse, options: PassingOptions) {
    this.#response = response;
    this.#options = options;
    this.passed = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  onRequestStart(controller: Controller): void {
    const leave = (): void => controller.abort(new Error('The client has left.'));
    if (this.#response.destroyed) leave();
    else this.#response.once('close', () => this.#response.writableFinished || leave());
  }

  onResponseStart(controller: Controller, status: number, _headers: unknown, statusText = ''): void {
    if (status < 200) return; // 100 and 103 are for this connection
    this.#head = { status, statusText, headers: rawOf(controller.rawHeaders) };
    if (this.#options.isHeld) return;
    this.#options.begin(this.#head);
    this.#response.write(nothing); // at once; Node would write the same by `flushHeaders`, but as UTF-8
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    this.#body.take(chunk);
    if (this.#options.isHeld) return void this.#held.push(chunk);
    if (this.#response.write(chunk)) return;
    controller.pause();
    this.#response.once('drain', () => controller.resume());
  }

  onResponseEnd(controller: Controller): void {
    if (!this.#head) return;
    const passed = { ...this.#head, body: this.#body };
    const trailers = rawOf(controller.rawTrailers);
    if (trailers.length > 0 && this.#response.chunkedEncoding) this.#response.addTrailers(trailers);
    void this.#complete(passed);
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.#reject(error);
  }

  async #complete(passed: Passed): Promise<void> {
    try {
      await this.#options.complete(passed);
      if (this.#options.isHeld) this.#options.begin(passed);
      this.#response.end(Buffer.concat(this.#held));
      this.#resolve(passed);
    } catch (error) {
      this.#reject(error);
    }
  }
}

/** A connection that becomes one of another protocol, such as WebSocket. */
export class Upgrading implements Dispatcher.DispatchHandler {
  readonly #socket: Duplex;
  readonly #head: Buffer;
  readonly #write: (head: Head) => void;
  readonly #failed: (error: Error) => void;

  /** @param socket of the client. @param write writes the head of a response on it. */
  constructor(socket: Duplex, head: Buffer, { write, failed }: UpgradingOptions) {
    [this.#socket, this.#head, this.#write, this.#failed] = [socket, head, write, failed];
  }

  onRequestStart(controller: Controller): void {
    this.#socket.once('close', () => controller.abort(new Error('The client has left.')));
  }

  onRequestUpgrade(controller: Controller, status: number, _headers: unknown, upstream: Duplex): void {
    this.#write({ status, statusText: 'Switching Protocols', headers: rawOf(controller.rawHeaders) });
    if (this.#head.length > 0) upstream.write(this.#head);
    const both = [this.#socket, upstream];
    for (const each of both) {
      each.on('error', () => both.forEach((end) => end.destroy()));
      each.once('close', () => both.forEach((end) => end.destroy()));
    }
    this.#socket.pipe(upstream).pipe(this.#socket);
  }

  onResponseStart(controller: Controller, status: number, _headers: unknown, statusText = ''): void {
    if (status >= 200) this.#write({ status, statusText, headers: rawOf(controller.rawHeaders) });
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    this.#socket.write(chunk);
  }

  onResponseEnd(): void {
    this.#socket.end();
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.#failed(error);
  }
}

interface UpgradingOptions {
  readonly write: (head: Head) => void;
  readonly failed: (error: Error) => void;
}

const rawOf = (raw: Dispatcher.DispatchController['rawHeaders']): [string, string][] =>
  pairsOf(Array.isArray(raw) ? raw.map((each: Buffer | string) => each.toString('latin1')) : []);
