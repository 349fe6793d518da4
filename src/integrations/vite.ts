// A plugin for Vite: the mock inside the dev server, at the application's own origin.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CommonServerOptions, Connect, Plugin, PreviewServer, ViteDevServer } from 'vite';
import { given } from '../common/given.ts';
import { isLoopback } from '../common/loopback.ts';
import { pageOf } from '../common/open-page.ts';
import type { ServerOptions } from '../options.ts';
import { forward } from './forward.ts';
import { type IsOwn, ownPaths } from './own-paths.ts';
import { type Mock, startMock } from './start-mock.ts';

/**
 * Serves the API, its session and /__mock in the dev server and in `vite preview`. What it stores is in memory, unless `data`
 * names a folder.
 */
export function otpSettingsMock(options: ServerOptions = {}): Plugin {
  const servers: Embedded[] = []; // the old one and the new one, for the time of a restart
  const embed = (host: ViteDevServer | PreviewServer, served: CommonServerOptions): void => {
    servers.push(new Embedded(withToken(withHosts(given(options), served), served.host), host));
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
  #mock: Promise<Mock> | undefined;

  constructor(options: ServerOptions, host: ViteDevServer | PreviewServer) {
    this.#options = options;
    this.#host = host;
    host.middlewares.use(this.#handOver());
    host.httpServer?.once('listening', () => void this.#start().catch(() => undefined)); // it has been said
    host.httpServer?.once('close', () => void this.close());
    const printUrls = host.printUrls.bind(host);
    host.printUrls = () => {
      printUrls();
      this.#printPage();
    };
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
    let isOwn: Promise<IsOwn> | undefined;
    const take = async (
      request: IncomingMessage,
      response: ServerResponse,
      next: Connect.NextFunction,
    ): Promise<void> => {
      try {
        isOwn ??= ownPaths(this.#options.document);
        const [path = ''] = (request.url ?? '').split('?');
        if (!(await isOwn)(request.method ?? '', path)) return next();
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
