// From the validated request to a behaviour, and from its reply to the answer.
import type { RequestHandler, Response } from 'express';
import type { Behaviour, Behaviours, Call, Reply } from '../document/behaviour.ts';
import type { OperationId } from '../document/schemas.ts';
import { contextOf } from './context.ts';

/** How long a reader may take nothing of what is there for it, in milliseconds. */
const usualPatience = 30_000;

/** Has the operation's behaviour answer. A reader that has stopped to read is given up. */
export function answer(behaviours: Behaviours, patience = usualPatience): RequestHandler {
  return async (request, response) => {
    const { operation, pathParameters = {}, space = '', user, providerError } = contextOf(response);
    const behave = behaviours[operation?.id as OperationId] as Behaviour<OperationId>;
    const call = {
      space,
      user,
      cookies: request.cookies as Record<string, string>,
      path: pathParameters,
      query: request.query,
      headers: request.headers,
      body: request.body as unknown,
      providerError,
      get signal() {
        return signalOf(response);
      },
    };
    await send(response, withBase(await behave(call as Call<OperationId>), request.baseUrl), patience); // the validator has checked all of it against the document
  };
}

/** A Location is a path of the mock; below a path of another application that one comes first. */
function withBase(reply: Reply, base: string): Reply {
  const { Location: location, ...headers } = reply.headers ?? {};
  return typeof location === 'string' ? { ...reply, headers: { ...headers, Location: base + location } } : reply;
}

function signalOf(response: Response): AbortSignal {
  const left = new AbortController();
  response.once('close', () => left.abort());
  return left.signal;
}

async function send(response: Response, reply: Reply, patience: number): Promise<void> {
  const { status, headers = {}, json, text, events } = reply;
  response.status(status);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  contextOf(response).answered = json;
  if (events) return stream(response, events, patience);
  if (text) response.type(text.type).send(text.content);
  else if (json === undefined) response.end();
  else response.json(json);
  // What did not fit into the system's buffers stays in memory until it is read.
  if (response.socket && response.socket.writableLength > 0) response.setTimeout(patience, () => response.destroy());
}

/** Writes only as fast as it is read. */
async function stream(response: Response, events: AsyncIterable<string>, patience: number): Promise<void> {
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
