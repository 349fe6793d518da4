// A mock for tests: in memory, on a free port, closed when they are done with it.
import type { ServerOptions } from '../options.ts';
import { createServer } from '../server.ts';
import { connectMock, type MockClient } from './mock-client.ts';

export interface Mock extends MockClient, AsyncDisposable {
  close(): Promise<void>;
}

/** Starts a mock, ready when it resolves. @throws {StartError} when an option cannot be used. */
export async function startMock({ port = 0, ...options }: ServerOptions & { port?: number } = {}): Promise<Mock> {
  const server = await createServer(options);
  const url = await server.listen({ port });
  const close = once(() => server.close());
  return { ...connectMock(url, options), close, [Symbol.asyncDispose]: close };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}
