// From the validated request to a behaviour, and from its reply to the answer.
import { once } from 'node:events';
import type { RequestHandler, Response } from 'express';
import type { Behaviour, Behaviours, Call, Reply } from '../document/behaviour.ts';
import type { OperationId } from '../document/schemas.ts';
import { contextOf } from './context.ts';

/** Has the operation's behaviour answer. */
export function answer(behaviours: Behaviours): RequestHandler {
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
    await send(response, await behave(call as Call<OperationId>)); // the validator has checked all of it against the document
  };
}

function signalOf(response: Response): AbortSignal {
  const left = new AbortController();
  response.once('close', () => left.abort());
  return left.signal;
}

async function send(response: Response, { status, headers = {}, json, text, events }: Reply): Promise<void> {
  response.status(status);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (events) await stream(response, events);
  else if (text) response.type(text.type).send(text.content);
  else if (json === undefined) response.end();
  else response.json(json);
}

/** How long a reader may take for what is in its buffers, in milliseconds. */
const patience = 30_000;

/** Writes only as fast as it is read, and gives up a reader that has stopped. */
async function stream(response: Response, events: AsyncIterable<string>): Promise<void> {
  response.setHeader('Content-Type', 'text/event-stream');
  response.setHeader('Cache-Control', 'no-cache, no-transform');
  response.flushHeaders();
  for await (const event of events) {
    if (response.write(event) || response.destroyed) continue;
    const drained = once(response, 'drain', {
      signal: AbortSignal.any([signalOf(response), AbortSignal.timeout(patience)]),
    });
    if (
      !(await drained.then(
        () => true,
        () => false,
      ))
    )
      break;
  }
  response.destroy();
}
