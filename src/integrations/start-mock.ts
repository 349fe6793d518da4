// A mock for tests: in memory, on a free port, closed when they are done with it.
import { Blob as NodeBlob } from 'node:buffer';
import { URL as NodeURL } from 'node:url';
import { once } from '../once.ts';
import type { ServerOptions } from '../options.ts';
import { createServer } from '../server.ts';
import { connectMock, type MockClient } from './mock-client.ts';
import { startInThread } from './thread.ts';

export interface Mock extends MockClient, AsyncDisposable {
  close(): Promise<void>;
}

/** A mock that listens. */
export interface Started {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a mock, ready when it resolves. In an environment for tests that plays a browser (jsdom, happy-dom) it runs in a thread
 * of its own, out of reach of that environment's classes.
 * @throws {StartError} when an option cannot be used.
 */
export async function startMock({ port = 0, ...options }: ServerOptions & { port?: number } = {}): Promise<Mock> {
  const started = isBrowserPlayed() ? await startInThread(options, port) : await startHere(options, port);
  const close = once(() => started.close());
  return { ...connectMock(started.url, options), close, [Symbol.asyncDispose]: close };
}

/** Whether somebody has put classes of their own into the place of Node's. */
function isBrowserPlayed(): boolean {
  return (globalThis.Blob as unknown) !== NodeBlob || (globalThis.URL as unknown) !== NodeURL;
}

async function startHere(options: ServerOptions, port: number): Promise<Started> {
  const server = await createServer(options);
  return { url: await server.listen({ port }), close: () => server.close() };
}
