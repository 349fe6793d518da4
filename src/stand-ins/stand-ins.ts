// The providers' side of the mock, for clients that send by themselves. What it needs is loaded when a client comes, or when a
// port is asked for: most mocks need none of it.
import type { RequestListener } from 'node:http';
import { once } from '../common/once.ts';
import type { Providers } from '../document/schemas.ts';
import type { Needs } from './judge.ts';
import type { Listeners, StandInOptions } from './listeners.ts';
import { type NoReply, paths, type WireReply, type WireRequest } from './wire.ts';

interface Address {
  readonly host?: string | undefined;
  /** The mock. */
  readonly app: RequestListener;
}

export class StandIns {
  readonly #options: StandInOptions;
  readonly #needs: Needs;
  readonly #hosts = once(async () => new (await import('./hosts.ts')).Hosts(this.#needs));
  #listeners: Listeners | undefined;

  constructor(options: StandInOptions, needs: Needs) {
    [this.#options, this.#needs] = [options, needs];
  }

  get providers(): Providers {
    return { ...this.#listeners?.listening, hosts: paths };
  }

  /** Answers a request to a host of a provider, by the name that the host has in a path of the mock. */
  async answer(name: string, request: WireRequest): Promise<WireReply | NoReply> {
    return (await this.#hosts()).answer(name, request);
  }

  /** @throws {StartError} when a port is taken. */
  async listen({ host = '127.0.0.1', app }: Address): Promise<void> {
    const { smtpPort, smtpsPort, providersPort } = this.#options;
    if ([smtpPort, smtpsPort, providersPort].every((port) => port === undefined)) return;
    const { Listeners: Own } = await import('./listeners.ts');
    this.#listeners = new Own(this.#needs, { host, app });
    await this.#listeners.open(this.#options);
  }

  close(): Promise<void> {
    return this.#listeners?.close() ?? Promise.resolve();
  }
}
