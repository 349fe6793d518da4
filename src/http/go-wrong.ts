// Makes requests go wrong on the wire, as the faults that are set or the header X-Mock-Fault ask for.
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Assumptions } from '../assumptions/table.ts';
import type { Validate } from '../document/validate.ts';
import type { Operation } from '../document/operations.ts';
import type { OperationId, ProviderName } from '../document/schemas.ts';
import { describeEffects, type Effects, parseFault } from '../faults/effects.ts';
import type { FaultCandidate, Faults } from '../faults/faults.ts';
import { sensible } from '../faults/sensible.ts';
import { isRecord } from '../document/json.ts';
import { type Context, contextOf } from './context.ts';
import { errorBody } from './errors.ts';

export interface FaultStage {
  readonly faults: Faults;
  /** The provider of the setting that is put, or through which a test send goes. */
  readonly providerOf: (operation: OperationId, space: string) => Promise<ProviderName | undefined>;
  /** Whether a value is a fault that the document knows. */
  readonly isFault: Validate;
  readonly assumptions: Assumptions;
  /** What an expired access token has as its consequence. @throws {Refusal} unless it is renewed in passing. */
  readonly expired: (request: Request, response: Response) => Promise<unknown>;
}

/** For requests that are not to the control API. */
export function goWrong(stage: FaultStage): RequestHandler {
  const { faults } = stage;
  return (request, response, next) => {
    const header = request.headers['x-mock-fault'];
    const { operation } = contextOf(response);
    if (operation === undefined || (header === undefined && faults.list().length === 0)) return next();
    return goWrongAs(operation, stage, { request, response, next });
  };
}

interface Handled {
  readonly request: Request;
  readonly response: Response;
  readonly next: NextFunction;
}

async function goWrongAs(operation: Operation, stage: FaultStage, { request, response, next }: Handled): Promise<void> {
  const { faults, isFault, assumptions } = stage;
  const context = contextOf(response);
  const header = request.get('x-mock-fault');
  const effects = await (header === undefined
    ? faults.take(candidateOf(operation, request, { ...stage, context }))
    : faults.effectsOf(sensible(parseFault(header, isFault), operation.id)));
  context.fault = describeEffects(effects);
  context.providerErrorCode = effects.error;
  for (const [name, value] of Object.entries(effects.headers ?? {})) response.setHeader(name, value);
  if (effects.delay !== undefined) await wait(effects.delay, response, faults.closing);
  if (effects.connection === 'truncate') truncate(response);
  else if (effects.connection) return breakOff(response, effects.connection, faults.closing);
  if (effects.token === 'expired') await stage.expired(request, response);
  return effects.answer ? sendInstead(response, effects.answer, assumptions) : next();
}

interface Known extends FaultStage {
  readonly context: Context;
}

function candidateOf({ id, document }: Operation, request: Request, { providerOf, context }: Known): FaultCandidate {
  const { space = '', user } = context;
  const { username } = (isRecord(request.body) ? request.body : {}) as { username?: string }; // a form, which was validated
  const name = user?.username ?? (document === 'session' ? username : undefined);
  return { operation: id, contract: document === 'contract', space, user: name, provider: () => providerOf(id, space) };
}

/** Until the time is over, the client disconnects, or the mock closes. The request then continues, as on a slow server. */
async function wait(milliseconds: number, response: Response, closing: AbortSignal): Promise<void> {
  const over = new AbortController();
  const end = (): void => over.abort();
  response.once('close', end);
  closing.addEventListener('abort', end);
  if (!closing.aborted) await sleep(milliseconds, undefined, { signal: over.signal }).catch(() => undefined);
  response.off('close', end);
  closing.removeEventListener('abort', end);
}

/** Ends the connection; or sends nothing until the client disconnects or the mock closes. */
export function breakOff(response: Response, how: 'reset' | 'hang', closing: AbortSignal): void {
  const { socket } = response;
  if (how === 'reset') return void (socket instanceof TLSSocket ? socket.destroy() : socket?.resetAndDestroy());
  const end = (): void => void response.destroy();
  if (closing.aborted) return end();
  closing.addEventListener('abort', end);
  response.once('close', () => closing.removeEventListener('abort', end));
}

/** Cuts the response off: in the middle of its body, or without one, of its head. */
function truncate(response: Response): void {
  response.end = (chunk?: unknown): Response => {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(typeof chunk === 'string' ? chunk : '');
    const breakOff = (): void => void response.destroy();
    if (bytes.length === 0) {
      response.socket?.write(`HTTP/1.1 ${response.statusCode} `, breakOff);
    } else {
      response.setHeader('Content-Length', bytes.length);
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), breakOff);
    }
    return response;
  };
}

/** Not with `json` and `send`, which would check it against the document: a fault's response need not be valid. */
function sendInstead(response: Response, answer: NonNullable<Effects['answer']>, assumptions: Assumptions): void {
  const { status, body } = answer;
  response.status(status);
  const setType = (type: string): void => {
    if (!response.hasHeader('content-type') && type !== '') response.type(type);
  };
  if (body === undefined && status < 400) return void response.end();
  if (typeof body === 'string') {
    contextOf(response).answered = body;
    setType('text/html');
    response.end(body);
    return;
  }
  const { type, value } = errorBody(
    status,
    { message: 'This response comes from an injected fault.' },
    assumptions['error-body'],
  );
  const text = body ?? value;
  contextOf(response).answered = text;
  setType(body === undefined ? type : 'application/json');
  response.end(typeof text === 'string' ? text : JSON.stringify(text));
}
