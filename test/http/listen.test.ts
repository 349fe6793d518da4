// The port, and the two ways in to the same stages.
import express, { type Request, type RequestHandler, type Response } from 'express';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDoor, type Door } from '../../src/http/door.ts';
import { createLog } from '../../src/http/log.ts';
import { createPort } from '../../src/http/listen.ts';
import { inOrder } from '../../src/http/pipeline.ts';

async function openPort(door: Door): Promise<string> {
  const port = createPort(door, { isGuarded: false });
  onTestFinished(() => port.close());
  return port.open({ port: 0 });
}

async function listenByNode(door: Door): Promise<string> {
  const server = createServer(door.app).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const quiet = { isAllowedOrigin: () => false, log: createLog('silent', () => undefined, false) };

describe('A request', () => {
  const prototypesOf = (request: Request, response: Response): unknown[] =>
    [request, response].map((each) => Object.getPrototypeOf(each) as unknown);

  it('A request has the prototypes that Express would give it from the beginning, and they are Node’s still', async () => {
    const seen: unknown[][] = [];
    const echo: RequestHandler = (request, response) => {
      seen.push(prototypesOf(request, response));
      seen.push([request instanceof IncomingMessage, response instanceof ServerResponse]);
      response.json(request.body);
    };
    const door = createDoor(inOrder([express.json(), echo]), quiet);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(await openPort(door), { method: 'POST', headers, body: '{"a":1}' });
    expect(await answer.json()).toEqual({ a: 1 });
    expect(seen).toEqual([
      [door.app.request, door.app.response],
      [true, true],
    ]);
  });

  it('A request looks the same to the stages by either door', async () => {
    const door = createDoor((request, response) => {
      const { method, url, originalUrl, baseUrl, path, query, params, body = null } = request;
      const links = [request.res === response, response.req === request, response.app === door.app];
      const locals = Object.keys(response.locals);
      response.json({ method, url, originalUrl, baseUrl, path, query, params, body: body as unknown, links, locals });
    }, quiet);
    const ask = async (url: string): Promise<unknown> => (await fetch(`${url}/a%20b/c?x=1&y=2`)).json();
    expect(await ask(await openPort(door))).toEqual(await ask(await listenByNode(door)));
  });

  it('A request that no stage handles is cut off, and the port stays open', async () => {
    const failing = (): never => {
      throw new Error('this is thrown by the refusal itself');
    };
    const stage: RequestHandler = async (request, response) => {
      if (request.path === '/late') await Promise.resolve();
      if (request.path !== '/') throw new Error('refused');
      response.end('here');
    };
    const url = await openPort(createDoor(inOrder([stage], failing), quiet));
    await expect(fetch(`${url}/soon`)).rejects.toThrow('fetch failed');
    await expect(fetch(`${url}/late`)).rejects.toThrow('fetch failed');
    expect(await (await fetch(url)).text()).toBe('here');
  });
});
