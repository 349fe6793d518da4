// The hosts of the SMS providers, below /__providers: what is below the name of one is a path of its host.
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { StandIns } from '../stand-ins/stand-ins.ts';
import { breakOff } from './go-wrong.ts';
import { bodyLimits } from './limits.ts';

/** @param closing when the mock ends, and with it what a fault holds up */
export function serveProviders(standIns: StandIns, closing: AbortSignal): RequestHandler[] {
  const read = express.raw({ type: () => true, limit: bodyLimits.contract });
  const isMeant = ({ path }: Request): boolean => path.startsWith('/__providers/');
  return [
    (request, response, next) => (isMeant(request) ? read(request, response, next) : next()),
    (request, response, next) => (isMeant(request) ? answer({ standIns, closing }, request, response) : next()),
  ];
}

interface Providers {
  readonly standIns: StandIns;
  readonly closing: AbortSignal;
}

async function answer({ standIns, closing }: Providers, request: Request, response: Response): Promise<void> {
  const [, name = '', path = ''] = /^\/__providers\/([^/?]+)(.*)$/s.exec(request.url) ?? [];
  const received = Buffer.isBuffer(request.body) ? request.body.toString() : '';
  const headers = Object.entries(request.headers).map(([each, value]) => [
    each,
    value === undefined ? undefined : String(value),
  ]);
  const reply = await standIns.answer(name, {
    method: request.method,
    path: path === '' ? '/' : path,
    headers: Object.fromEntries(headers) as Record<string, string | undefined>,
    body: received,
  });
  if ('connection' in reply) return breakOff(response, reply.connection, closing);
  const { status, type, body } = reply;
  response.status(status).setHeader('Content-Type', type);
  response.end(body);
}
