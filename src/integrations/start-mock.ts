// Starts a mock for tests: in memory, on a free port.
import { Blob as NodeBlob } from 'node:buffer';
import { URL as NodeURL } from 'node:url';
import { given } from '../common/given.ts';
import { once } from '../common/once.ts';
import type { ServerOptions } from '../options.ts';
import { createServer } from '../server.ts';
import { connectMock, type MockClient } from './mock-client.ts';
import { type Started, startInThread } from './thread.ts';

export interface Mock extends MockClient, AsyncDisposable {
  close(): Promise<void>;
}

/**
 * Starts a mock and resolves when it is ready. In a test environment that emulates a browser (jsdom, happy-dom), it runs in a thread
 * of its own, out of reach of that environment's classes.
 * @throws {StartError} when an option cannot be used.
 */
export async function startMock(all: ServerOptions & { port?: number } = {}): Promise<Mock> {
  const { port = 0, ...options } = given(all);
  const started = isBrowserPlayed() ? await startInThread(options, port) : await startHere(options, port);
  const close = once(() => started.close());
  return { ...connectMock(started.url, options), ...disposable(close), close };
}

/** What `await using` looks for. In a context of node:vm, Node has no such symbol, and compilers use a registered one. */
function disposable(close: () => Promise<void>): AsyncDisposable {
  const registered = { [Symbol.for('Symbol.asyncDispose')]: close };
  return { [Symbol.asyncDispose]: close, ...registered };
}

/** Whether the test environment has replaced Node's classes. */
function isBrowserPlayed(): boolean {
  return (globalThis.Blob as unknown) !== NodeBlob || (globalThis.URL as unknown) !== NodeURL;
}

async function startHere(options: ServerOptions, port: number): Promise<Started> {
  const server = await createServer(options);
  return { url: await server.listen({ port }), close: () => server.close() };
}
