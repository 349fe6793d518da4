// The connection that waits for notifications. When it is lost, it is made again, and everybody looks what they have missed.
import { setTimeout as wait } from 'node:timers/promises';
import { queryOf } from './database.ts';
import type { Query, SingleClient } from './driver.ts';

/** Milliseconds between two tries to connect. */
const pause = 250;

/** How often a connection has to show that it is alive, in milliseconds, because one can end without a word. */
const pulse = 15_000;

export class Listener {
  readonly #createClient: () => SingleClient;
  readonly #onPulse: (query: Query) => Promise<void>;
  readonly #callbacks = new Map<string, () => void>();
  #client: SingleClient | undefined;
  #closed = false;
  #pulse: NodeJS.Timeout | undefined;

  /** @param onPulse is done at each connection, and again and again; what it throws ends the connection */
  constructor(createClient: () => SingleClient, onPulse: (query: Query) => Promise<void>) {
    [this.#createClient, this.#onPulse] = [createClient, onPulse];
  }

  /** Has a mock be told that there may be something new. */
  on(mock: string, callback: () => void): void {
    this.#callbacks.set(mock, callback);
  }

  /** Connects, and keeps the connection. @throws an error of the driver when the first try fails. */
  async open(): Promise<void> {
    await this.#listen();
    this.#pulse = setInterval(() => this.#check(), pulse).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#pulse);
    await this.#client?.end().catch(() => undefined);
  }

  async #listen(): Promise<void> {
    const client = this.#createClient();
    for (const event of ['error', 'end'] as const) client.on(event, () => this.#lose(client));
    client.on('notification', ({ payload = '' }) => this.#callbacks.get(payload)?.());
    try {
      await client.connect();
      await client.query('LISTEN otp_settings_mock');
      await this.#onPulse(queryOf(client));
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    for (const callback of this.#callbacks.values()) callback();
  }

  #check(): void {
    const client = this.#client;
    if (!client) return;
    this.#onPulse(queryOf(client)).catch(() => {
      this.#lose(client);
      void client.end().catch(() => undefined);
    });
  }

  /** Connects again, unless that was begun before. */
  #lose(client: SingleClient): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    void this.#again();
  }

  async #again(): Promise<void> {
    while (!this.#closed && this.#client === undefined) {
      await wait(pause);
      if (!this.#closed) await this.#listen().catch(() => undefined); // the next try follows
    }
  }
}
