// Writes server-sent events only as fast as the client reads them.
import type { Response } from 'express';
import { contextOf } from './context.ts';

/** @param patience how long a reader may take nothing, in milliseconds, before it is given up */
export async function stream(response: Response, events: AsyncIterable<string>, patience: number): Promise<void> {
  response.setHeader('Content-Type', 'text/event-stream');
  response.setHeader('Cache-Control', 'no-cache, no-transform');
  if (contextOf(response).method === 'HEAD') return void response.end();
  response.flushHeaders();
  for await (const event of events)
    if (!response.write(event) && !response.destroyed && !(await isRead(response, patience))) break;
  response.destroy();
}

/** Whether what was written is read in time. */
function isRead(response: Response, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (read: boolean): void => {
      clearTimeout(timer);
      response.off('drain', drained).off('close', left);
      resolve(read);
    };
    const drained = (): void => end(true);
    const left = (): void => end(false);
    const timer = setTimeout(left, patience);
    response.once('drain', drained).once('close', left);
  });
}
