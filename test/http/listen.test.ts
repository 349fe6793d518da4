// The port of an Express application.
import express, { type RequestHandler } from 'express';
import { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createApp, createRoutes } from '../../src/http/app.ts';
import { createPort } from '../../src/http/listen.ts';
import { createLog } from '../../src/http/log.ts';

async function openPort(app: express.Express): Promise<string> {
  const log = createLog('silent', () => undefined, false);
  const port = createPort(app, { isGuarded: false, isAllowedOrigin: () => false, log });
  onTestFinished(() => port.close());
  return port.open({ port: 0 });
}

it('A request has the prototypes that Express would give it from the beginning, and they are Node’s still', async () => {
  const seen: unknown[][] = [];
  const early: RequestHandler = (request, response, next) => {
    seen.push([request, response].map((each) => Object.getPrototypeOf(each) as unknown));
    seen.push([request instanceof IncomingMessage, response instanceof ServerResponse]);
    next();
  };
  const app = express().use(early, express.json(), (request, response) => void response.json(request.body));
  const url = await openPort(app);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: '{"a":1}' });
  expect(await answer.json()).toEqual({ a: 1 });
  expect(seen).toEqual([
    [app.request, app.response],
    [true, true],
  ]);
});

it('An error of the mock’s own refusals shows nothing of itself, and the port stays open', async () => {
  const reported = vi.spyOn(console, 'error').mockReturnValue(undefined);
  onTestFinished(() => reported.mockRestore());
  const stage: RequestHandler = async (request, response) => {
    if (request.path === '/late') await Promise.resolve();
    if (request.path !== '/') throw new Error('refused');
    response.end('here');
  };
  const routes = createRoutes({
    everyRequest: [stage],
    operations: [],
    stagesFor: () => [],
    otherwise: [],
    answerErrors: (_error, _request, _response, _next) => {
      throw new Error('thrown by the refusal itself');
    },
  });
  const app = createApp(() => routes);
  const url = await openPort(app);
  for (const path of ['soon', 'late']) {
    const response = await fetch(`${url}/${path}`);
    expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining('refusal')]);
  }
  expect(await (await fetch(url)).text()).toBe('here');
  expect(reported).toHaveBeenCalledTimes(2);
});
