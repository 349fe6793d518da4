// A proxy for clients that shall need no other address: the hosts of the SMS providers end at the mock, by certificates of an
// authority that its clients have to trust; every other host is refused.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Certificate } from './certificates.ts';

interface ProxyOptions {
  /** Below which path of the mock each host is. */
  readonly paths: Readonly<Record<string, string>>;
  /** For these hosts. */
  readonly certificate: Certificate;
  /** The mock: it is given the requests with their paths in it. */
  readonly serve: RequestListener;
}

export class ProvidersProxy {
  readonly #options: ProxyOptions;
  /** Answers what comes to the proxy itself. */
  readonly #outer: Server;
  /** Answers what comes through tunnels. It listens nowhere. */
  readonly #inner: Server;
  readonly #sockets = new Set<Duplex>();
  readonly #hosts = new WeakMap<Duplex, string>();

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#outer = createServer((request, response) => this.#pass(hostIn(request), request, response));
    this.#inner = createServer((request, response) => this.#pass(this.#hosts.get(request.socket), request, response));
    this.#outer.on('connect', (request, socket, head) => this.#tunnel(request, socket, head));
    this.#outer.on('connection', (socket) => this.#keep(socket));
  }

  /** Starts to accept connections; resolves with the port. @throws {Error} when the port cannot be had. */
  async listen(address: { readonly port: number; readonly host: string }): Promise<number> {
    this.#outer.listen(address);
    await once(this.#outer, 'listening');
    return (this.#outer.address() as AddressInfo).port; // a listening TCP server has one
  }

  async close(): Promise<void> {
    if (!this.#outer.listening) return;
    const closed = once(this.#outer, 'close');
    this.#outer.close();
    for (const socket of [...this.#sockets].toReversed()) socket.destroy(); // TLS first, or what is below waits for it
    await closed;
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy()); // the client knows it, too
  }

  #tunnel({ url = '' }: IncomingMessage, socket: Duplex, head: Buffer): void {
    const host = /^([^:]+):443$/.exec(url)?.[1]?.toLowerCase();
    if (host === undefined || !this.#knows(host)) {
      const body = JSON.stringify(refusalOf(url, this.#options.paths));
      const headers = `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`;
      return void socket.end(`HTTP/1.1 403 Forbidden\r\n${headers}\r\n\r\n${body}`);
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.unshift(head);
    const secure = new TLSSocket(socket, {
      isServer: true,
      secureContext: createSecureContext(this.#options.certificate),
    });
    this.#keep(secure);
    this.#hosts.set(secure, host);
    this.#inner.emit('connection', secure);
  }

  #knows(host: string): boolean {
    return Object.hasOwn(this.#options.paths, host);
  }

  #pass(host: string | undefined, request: IncomingMessage, response: ServerResponse): void {
    const { url = '' } = request;
    if (host === undefined || !this.#knows(host)) {
      response.writeHead(403, { 'Content-Type': 'application/json' });
      return void response.end(JSON.stringify(refusalOf(url, this.#options.paths)));
    }
    const path = url.startsWith('/') ? url : url.replace(/^\w+:\/\/[^/?]*/, '');
    request.url = `${this.#options.paths[host]}${path}`;
    request.headers.host = 'localhost';
    this.#options.serve(request, response);
  }
}

/** The host of a request in absolute form, which some clients send for HTTPS, too. */
function hostIn({ url = '' }: IncomingMessage): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, port, hostname } = new URL(url);
  return protocol === 'https:' && port === '' ? hostname : undefined;
}

/** In the form of every error of the mock. */
function refusalOf(url: string, paths: Readonly<Record<string, string>>) {
  const known = Object.keys(paths).join(', ');
  const message = `This is a proxy for ${known}, with HTTPS at port 443, and for nothing else (received ${JSON.stringify(url)}).`;
  return { status: 403, error: 'Forbidden', message };
}
