// The providers' side of the mock, for clients that send by themselves.
import type { RequestListener } from 'node:http';
import type { Providers } from '../document/schemas.ts';
import { StartError } from '../document/start-error.ts';
import { createAuthority } from './certificates.ts';
import { Hosts, hosts } from './hosts.ts';
import type { Needs } from './judge.ts';
import { MailHandler } from './mail.ts';
import { ProvidersProxy } from './proxy.ts';
import { SmtpStandIn } from './smtp.ts';

export interface StandInOptions {
  /** 0 for any free one; without it there is no mail server. */
  readonly smtpPort?: number | undefined;
  /** The same, with TLS from the first byte. */
  readonly smtpsPort?: number | undefined;
  /** The same, of a proxy for the hosts of the SMS providers. */
  readonly providersPort?: number | undefined;
}

type Listening = Omit<Providers, 'hosts'>;

interface Address {
  readonly host?: string | undefined;
  /** The mock. */
  readonly app: RequestListener;
}

/** Something that listens at a port of its own. */
interface Server {
  listen(address: { readonly port: number; readonly host: string }): Promise<number>;
  close(): Promise<void>;
}

export class StandIns {
  readonly #options: StandInOptions;
  readonly #needs: Needs;
  readonly #servers: Server[] = [];
  readonly hosts: Hosts;
  #listening: Listening = {};

  constructor(options: StandInOptions, needs: Needs) {
    [this.#options, this.#needs, this.hosts] = [options, needs, new Hosts(needs)];
  }

  get providers(): Providers {
    return { ...this.#listening, hosts: paths };
  }

  /** @throws {StartError} when a port is taken. */
  async listen({ host = '127.0.0.1', app }: Address): Promise<void> {
    const { smtpPort, smtpsPort, providersPort } = this.#options;
    if ([smtpPort, smtpsPort, providersPort].every((port) => port === undefined)) return;
    const authority = createAuthority();
    const certificate = authority.issue([...new Set(['localhost', '127.0.0.1', '::1', host])]);
    const handler = new MailHandler(this.#needs);
    const open = async (option: string, port: number, server: Server): Promise<{ host: string; port: number }> => {
      this.#servers.push(server);
      return { host, port: await server.listen({ port, host }).catch(cannotListen(option, port)) };
    };
    const mail = (isSecure: boolean): SmtpStandIn => new SmtpStandIn({ certificate, handler, isSecure });
    if (smtpPort !== undefined) this.#listening.smtp = await open('smtp', smtpPort, mail(false));
    if (smtpsPort !== undefined) this.#listening.smtps = await open('smtps', smtpsPort, mail(true));
    if (providersPort === undefined) return;
    const proxy = new ProvidersProxy({ paths, certificate: authority.issue(Object.keys(hosts)), serve: app });
    const { port } = await open('providers', providersPort, proxy);
    this.#listening.proxy = { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, ca: authority.cert };
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }
}

/** Below which path of the mock each host is. */
const paths = Object.fromEntries(
  Object.entries(hosts).map(([host, name]): [string, string] => [host, `/__providers/${name}`]),
);

const cannotListen = (option: string, port: number) => (error: NodeJS.ErrnoException) => {
  throw new StartError(`Port ${port} of --${option}-port cannot be used (${error.code}). Choose another one.`);
};
