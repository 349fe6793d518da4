// What listens at ports of its own: mail servers, and the proxy for the other hosts.
import type { RequestListener } from 'node:http';
import type { Providers } from '../document/schemas.ts';
import { StartError } from '../document/start-error.ts';
import { createAuthority } from './certificates.ts';
import type { Needs } from './judge.ts';
import { MailHandler } from './mail.ts';
import { ProvidersProxy } from './proxy.ts';
import { SmtpStandIn } from './smtp.ts';
import { hosts, paths } from './wire.ts';

export interface StandInOptions {
  /** 0 for any free one; without it there is no mail server. */
  readonly smtpPort?: number | undefined;
  /** The same, with TLS from the first byte. */
  readonly smtpsPort?: number | undefined;
  /** The same, of a proxy for the hosts of the SMS providers. */
  readonly providersPort?: number | undefined;
}

interface Place {
  readonly host: string;
  /** The mock. */
  readonly app: RequestListener;
}

interface Listener {
  listen(address: { readonly port: number; readonly host: string }): Promise<number>;
  close(): Promise<void>;
}

export class Listeners {
  readonly #needs: Needs;
  readonly #place: Place;
  readonly #all: Listener[] = [];
  readonly listening: Omit<Providers, 'hosts'> = {};

  constructor(needs: Needs, place: Place) {
    [this.#needs, this.#place] = [needs, place];
  }

  /** @throws {StartError} when a port is taken. */
  async open({ smtpPort, smtpsPort, providersPort }: StandInOptions): Promise<void> {
    const { host, app: serve } = this.#place;
    const authority = createAuthority();
    const certificate = authority.issue([...new Set(['localhost', '127.0.0.1', '::1', host])]);
    const handler = new MailHandler(this.#needs);
    const mail = (isSecure: boolean): SmtpStandIn => new SmtpStandIn({ certificate, handler, isSecure });
    if (smtpPort !== undefined) this.listening.smtp = await this.#open('smtp', smtpPort, mail(false));
    if (smtpsPort !== undefined) this.listening.smtps = await this.#open('smtps', smtpsPort, mail(true));
    if (providersPort === undefined) return;
    const proxy = new ProvidersProxy({ paths, certificate: authority.issue(Object.keys(hosts)), serve });
    const { port } = await this.#open('providers', providersPort, proxy);
    this.listening.proxy = { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, ca: authority.cert };
  }

  async #open(option: string, port: number, listener: Listener): Promise<{ host: string; port: number }> {
    const { host } = this.#place;
    this.#all.push(listener);
    const opened = await listener.listen({ port, host }).catch((error: NodeJS.ErrnoException) => {
      throw new StartError(`Port ${port} of --${option}-port cannot be used (${error.code}). Choose another one.`);
    });
    return { host, port: opened };
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((listener) => listener.close()));
  }
}
