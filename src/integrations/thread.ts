// A mock in a worker thread, with Node's own classes in any test environment.
import { once } from 'node:events';
import { StartError } from '../document/start-error.ts';
import type { RequestRecord } from '../http/record.ts';
import type { ServerOptions } from '../options.ts';
import { packageFile } from '../package.ts';

/** A mock that listens. */
export interface Started {
  readonly url: string;
  close(): Promise<void>;
}

/** The data passed to the thread at its start. */
export interface Order {
  readonly options: Omit<ServerOptions, 'log' | 'now'>;
  readonly port: number;
  /** Whether the caller has a log. */
  readonly isLogged: boolean;
}

/** What the thread says. */
export type Said =
  | { readonly url: string }
  | { readonly refused: string }
  | { readonly request: RequestRecord }
  | { readonly problem: string };

/** @throws {StartError} when an option cannot be used. */
export async function startInThread({ log, now, ...options }: ServerOptions, port: number): Promise<Started> {
  if (now)
    throw new StartError(
      'In a test environment that emulates a browser, the mock runs in a worker thread, which cannot receive `now`. Start it in the global setup, or in a test file with the environment node.',
    );
  const order: Order = { options, port, isLogged: log !== undefined };
  const { Worker } = await import('node:worker_threads');
  const worker = new Worker(packageFile('dist/mock-thread.cjs'), { workerData: order, execArgv: [] });
  const ready = new Promise<string>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (said: Said) => {
      if ('url' in said) resolve(said.url);
      else if ('refused' in said) reject(new StartError(said.refused));
      else if ('request' in said) log?.request(said.request);
      else log?.problem(said.problem);
    });
  });
  const ended = once(worker, 'exit');
  return {
    url: await ready,
    async close() {
      worker.postMessage('close', []);
      await ended;
    },
  };
}
