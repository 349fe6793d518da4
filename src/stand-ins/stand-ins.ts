// The providers' side of the mock, for clients that send by themselves.
import type { Providers } from '../document/schemas.ts';
import { StartError } from '../document/start-error.ts';
import { createAuthority } from './certificates.ts';
import { Hosts, hosts } from './hosts.ts';
import type { Needs } from './judge.ts';
import { MailHandler } from './mail.ts';
import { SmtpStandIn } from './smtp.ts';

export interface StandInOptions {
  /** 0 for any free one; without it there is no mail server. */
  readonly smtpPort?: number | undefined;
  /** The same, with TLS from the first byte. */
  readonly smtpsPort?: number | undefined;
}

type Listening = Pick<Providers, 'smtp' | 'smtps'>;

export class StandIns {
  readonly #options: StandInOptions;
  readonly #needs: Needs;
  readonly #servers: SmtpStandIn[] = [];
  readonly hosts: Hosts;
  #listening: Listening = {};

  constructor(options: StandInOptions, needs: Needs) {
    [this.#options, this.#needs, this.hosts] = [options, needs, new Hosts(needs)];
  }

  get providers(): Providers {
    const paths = Object.entries(hosts).map(([host, name]) => [host, `/__providers/${name}`]);
    return { ...this.#listening, hosts: Object.fromEntries(paths) as Record<string, string> };
  }

  /** @throws {StartError} when a port is taken. */
  async listen(host = '127.0.0.1'): Promise<void> {
    const { smtpPort, smtpsPort } = this.#options;
    if (smtpPort === undefined && smtpsPort === undefined) return;
    const certificate = createAuthority().issue([...new Set(['localhost', '127.0.0.1', '::1', host])]);
    const handler = new MailHandler(this.#needs);
    const open = async (name: 'smtp' | 'smtps', port: number | undefined): Promise<Listening> => {
      if (port === undefined) return {};
      const server = new SmtpStandIn({ certificate, handler, isSecure: name === 'smtps' });
      this.#servers.push(server);
      return { [name]: { host, port: await server.listen({ port, host }).catch(cannotListen(name, port)) } };
    };
    this.#listening = { ...(await open('smtp', smtpPort)), ...(await open('smtps', smtpsPort)) };
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }
}

const cannotListen = (name: string, port: number) => (error: NodeJS.ErrnoException) => {
  throw new StartError(`The mail server cannot listen on port ${port} (${error.code}). Choose another --${name}-port.`);
};
