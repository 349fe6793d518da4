// From the validated request to a behaviour, and from its reply to the answer.
import type { RequestHandler, Response } from 'express';
import type { Behaviour, Behaviours, Call, Reply } from '../document/behaviour.ts';
import type { OperationId } from '../document/schemas.ts';
import { contextOf } from './context.ts';

/** Has the operation's behaviour answer. */
export function answer(behaviours: Behaviours): RequestHandler {
  return async (request, response) => {
    const { operation, pathParameters = {}, space = '', user } = contextOf(response);
    const behave = behaviours[operation?.id as OperationId] as Behaviour<OperationId>;
    const call = {
      space,
      user,
      cookies: request.cookies as Record<string, string>,
      path: pathParameters,
      query: request.query,
      body: request.body as unknown,
      get signal() {
        return signalOf(response);
      },
    };
    send(response, await behave(call as Call<OperationId>)); // the validator has checked all of it against the document
  };
}

function signalOf(response: Response): AbortSignal {
  const left = new AbortController();
  response.once('close', () => left.abort());
  return left.signal;
}

function send(response: Response, { status, headers = {}, json, text }: Reply): void {
  response.status(status);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (text) response.type(text.type).send(text.content);
  else if (json === undefined) response.end();
  else response.json(json);
}
