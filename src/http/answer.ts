// From the validated request to a behaviour, and from its reply to the response.
import type { Request, RequestHandler, Response } from 'express';
import type { Behaviour, Behaviours, Call, Reply } from '../document/behaviour.ts';
import { type Operation, successesOf } from '../document/operations.ts';
import type { CheckResponse } from '../document/responses.ts';
import type { OperationId } from '../document/schemas.ts';
import { contextOf } from './context.ts';
import { unfittingAnswer } from './refusal-of.ts';
import { stream } from './stream.ts';
import { sendText } from './send-text.ts';

/** How long a reader may take nothing of what is there for it, in milliseconds. */
const usualPatience = 30_000;

export interface AnswerOptions {
  readonly behaviours: Behaviours;
  /** Checks the operation's responses. */
  readonly check: CheckResponse;
  /** How long a reader may take nothing of what is there for it, in milliseconds; 30,000 by default. */
  readonly patience?: number | undefined;
}

/** Calls the operation's behaviour and checks its reply. Gives up a client that stops reading. */
export function answer(
  operation: Operation,
  { behaviours, check, patience = usualPatience }: AnswerOptions,
): RequestHandler {
  const behave = behaviours[operation.id] as Behaviour<OperationId>;
  const texts = new WeakMap<object, string>();
  const done = successOf(operation);
  return async (request, response) => {
    const context = contextOf(response);
    context.check = check;
    const reply = await behave(callOf(request, response));
    response.statusCode = reply.status === 204 ? done : reply.status;
    for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
    if (reply.events) return stream(response, reply.events, patience);
    if (reply.text) response.type(reply.text.type).send(reply.text.content);
    else if (reply.json === undefined) response.end();
    else {
      context.answered = reply.json;
      sendText(response, json, textOf(reply, check, texts));
    }
    // What did not fit into the system's buffers stays in memory until it is read.
    if (response.socket && response.socket.writableLength > 0) response.setTimeout(patience, () => response.destroy());
  };
}

const json = 'application/json';

/** The status of a success that has no content: 204 unless another document describes others only. */
function successOf(operation: Operation): number {
  const statuses = successesOf(operation).map(({ status }) => status);
  return statuses.includes(204) ? 204 : (statuses[0] ?? 204);
}

/** What a behaviour is told of a request. */
export function callOf(request: Request, response: Response): Call<OperationId> {
  const { space = '', user, providerErrorCode, pathParameters = {} } = contextOf(response);
  const call = {
    space,
    user,
    cookies: request.cookies as Record<string, string>,
    path: pathParameters,
    query: request.query,
    headers: request.headers,
    body: request.body as unknown,
    providerErrorCode,
    base: baseOf(request),
    leaving: () => signalOf(response),
  };
  return call as Call<OperationId>; // the validator has checked all of it against the document
}

function signalOf(response: Response): AbortSignal {
  const left = new AbortController();
  response.once('close', () => left.abort());
  return left.signal;
}

/** Where it is mounted in another application, or where a proxy that cuts it off says that it is. */
function baseOf({ baseUrl, headers }: Request): string {
  const forwarded = headers['x-forwarded-prefix'];
  return baseUrl === '' && typeof forwarded === 'string' && /^(\/[\w.~-]+)+$/.test(forwarded) ? forwarded : baseUrl;
}

/** The checked text of a reply. Of a value that stays as it is, it is kept. @throws {Refusal} when the value does not fit. */
function textOf(
  { status, json: value, isLasting }: Reply,
  check: CheckResponse,
  texts: WeakMap<object, string>,
): string {
  const known = isLasting && texts.get(value as object);
  if (known) return known;
  const unfitting = check({ status, type: json, body: value });
  if (unfitting) throw unfittingAnswer(unfitting);
  const text = JSON.stringify(value);
  if (isLasting) texts.set(value as object, text);
  return text;
}
