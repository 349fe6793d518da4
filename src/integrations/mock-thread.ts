// What runs in the thread of a mock that has one of its own: see thread.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { StartError } from '../document/start-error.ts';
import type { Log } from '../http/log.ts';
import { createServer } from '../server.ts';
import type { Order, Said } from './thread.ts';

const { options, port, isLogged } = workerData as Order; // thread.ts gives nothing else
const say = (said: Said): void => parentPort?.postMessage(said, []);

const log: Log = {
  // An error is copied over as its text: what else hangs on it may not be copied.
  request: ({ cause, entry, control, fromPage }) => {
    const record = { entry, control, fromPage };
    say({ request: cause instanceof Error ? { ...record, cause: asPlain(cause) } : record });
  },
  problem: (problem) => say({ problem }),
};

function asPlain({ message, stack }: Error): Error {
  return Object.assign(new Error(message), { stack });
}

/** Runs the mock that the thread was made for. */
export async function runInThread(): Promise<void> {
  try {
    const server = await createServer({ ...options, ...(isLogged && { log }) });
    say({ url: await server.listen({ port }) });
    parentPort?.once('message', () => void server.close().then(() => parentPort?.close()));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    say({ refused: error.message });
    parentPort?.close();
  }
}
