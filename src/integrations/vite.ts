// A plugin for Vite: the mock inside the dev server, at the application's own origin.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CommonServerOptions, Connect, Plugin, PreviewServer, ViteDevServer } from 'vite';
import type { Duplex } from 'node:stream';
import { given } from '../common/given.ts';
import { isLoopback } from '../common/loopback.ts';
import { once } from '../common/once.ts';
import { pageOf } from '../common/open-page.ts';
import type { ServerOptions } from '../options.ts';
import { forward, forwardUpgrade } from './forward.ts';
import { isNavigation, isOfApplication, isOfVite } from './of-vite.ts';
import { ownPaths } from './own-paths.ts';
import { type Mock, startMock } from './start-mock.ts';

/**
 * Serves the API, its session and /__mock in the dev server and in `vite preview`. What it stores is in memory, unless `data`
 * names a folder. With an upstream, it answers whatever Vite does not.
 */
export function otpSettingsMock(options: ServerOptions = {}): Plugin {
  const servers: Embedded[] = []; // the old one and the new one, for the time of a restart
  /** @returns what Vite calls when its own stages are there */
  const embed = (host: ViteDevServer | PreviewServer, served: CommonServerOptions): (() => void) => {
    const embedded = new Embedded(withToken(withHosts(given(options), served), served.host), { host, served });
    servers.push(embedded);
    return () => embedded.takeTheRest();
  };
  return {
    name: 'otp-settings-mock',
    apply: 'serve',
    configureServer: (host) => embed(host, host.config.server),
    configurePreviewServer: (host) => embed(host, host.config.preview),
    async closeBundle() {
      for (const server of servers) await server.close();
    },
  };
}

/**
 * A mock behind another server. It listens on a port of its own, and requests are handed over to it, because a dev server
 * with HTTPS speaks HTTP/2, which Express does not. It starts when the other one listens: a restart makes a new one before
 * the old one has given its data folder free.
 */
class Embedded {
  readonly #options: ServerOptions;
  readonly #host: ViteDevServer | PreviewServer;
  readonly #served: CommonServerOptions;
  #mock: Promise<Mock> | undefined;

  constructor(options: ServerOptions, { host, served }: Embedding) {
    this.#options = options;
    this.#host = host;
    this.#served = served;
    host.middlewares.use(this.#handOver());
    host.httpServer?.once('listening', () => void this.#start().catch(() => undefined)); // it has been said
    host.httpServer?.once('close', () => void this.close());
    const printUrls = host.printUrls.bind(host);
    host.printUrls = () => {
      printUrls();
      this.#printPage();
    };
  }

  /** With an upstream: what Vite does not answer. Before, Vite refuses all that is outside its base. */
  takeTheRest(): void {
    if (this.#options.upstream === undefined) return;
    this.#host.middlewares.use(this.#forwarding((request) => !isOfApplication(request, this.#host.config.base)));
    this.#host.httpServer?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (isOfVite(request, this.#served)) return;
      void this.#start().then(
        ({ url }) => forwardUpgrade(request, socket, { head, url }),
        () => socket.destroy(),
      );
    });
  }

  async close(): Promise<void> {
    await (await this.#mock?.catch(() => undefined))?.close();
  }

  #start(): Promise<Mock> {
    this.#mock ??= startMock(this.#options).catch((error: Error) => {
      this.#host.config.logger.error(`otp-settings-mock: ${error.message}`);
      throw error;
    });
    return this.#mock;
  }

  #handOver(): Connect.NextHandleFunction {
    const { document, upstream } = this.#options;
    const own = once(() => ownPaths(document));
    return this.#forwarding(async (request) => {
      const [path = ''] = (request.url ?? '').split('?');
      if ((await own())(request.method ?? '', path)) return true;
      return upstream !== undefined && !path.startsWith(this.#host.config.base) && !isNavigation(request);
    });
  }

  /** A stage that hands those requests over to the mock that are for it. */
  #forwarding(isForMock: (request: Connect.IncomingMessage) => boolean | Promise<boolean>): Connect.NextHandleFunction {
    const take = async (
      request: Connect.IncomingMessage,
      response: ServerResponse,
      next: Connect.NextFunction,
    ): Promise<void> => {
      try {
        if (!(await isForMock(request))) return next();
        forward(request, response, (await this.#start()).url);
      } catch (error) {
        next(error);
      }
    };
    return (request, response, next) => void take(request, response, next);
  }

  #printPage(): void {
    const [url] = this.#host.resolvedUrls?.local ?? [];
    if (url === undefined) return;
    const page = pageOf(new URL(url).origin, this.#options.controlToken);
    this.#host.config.logger.info(`  ➜  Mock:    ${page}`);
  }
}

interface Embedding {
  readonly host: ViteDevServer | PreviewServer;
  readonly served: CommonServerOptions;
}

/** A name that Vite accepts in the Host header the mock behind it accepts, too. */
function withHosts(options: ServerOptions, { host, allowedHosts }: CommonServerOptions): ServerOptions {
  const names = [host, ...(Array.isArray(allowedHosts) ? allowedHosts : [])].filter((name) => typeof name === 'string');
  return { ...options, allowHosts: [...(options.allowHosts ?? []), ...names] };
}

/** A dev server that others can reach needs a token for the control API, as the mock itself does. */
function withToken(options: ServerOptions, address: string | boolean | undefined): ServerOptions {
  const isOpen = address === true || (typeof address === 'string' && !isLoopback(address));
  return isOpen ? { controlToken: randomBytes(18).toString('base64url'), ...options } : options;
}
