// The hosts of the SMS providers, below /__providers: what is below the name of one is a path of its host.
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { Hosts } from '../stand-ins/hosts.ts';
import { bodyLimits } from './limits.ts';

export function serveProviders(hosts: Hosts): RequestHandler[] {
  const read = express.raw({ type: () => true, limit: bodyLimits.contract });
  const isMeant = ({ path }: Request): boolean => path.startsWith('/__providers/');
  return [
    (request, response, next) => (isMeant(request) ? read(request, response, next) : next()),
    (request, response, next) => (isMeant(request) ? answer(hosts, request, response) : next()),
  ];
}

async function answer(hosts: Hosts, request: Request, response: Response): Promise<void> {
  const [, name = '', path = ''] = /^\/__providers\/([^/?]+)(.*)$/s.exec(request.url) ?? [];
  const received = Buffer.isBuffer(request.body) ? request.body.toString() : '';
  const headers = Object.entries(request.headers).map(([each, value]) => [
    each,
    value === undefined ? undefined : String(value),
  ]);
  const { status, type, body } = await hosts.answer(name, {
    method: request.method,
    path: path === '' ? '/' : path,
    headers: Object.fromEntries(headers) as Record<string, string | undefined>,
    body: received,
  });
  response.status(status).setHeader('Content-Type', type);
  response.end(body);
}
