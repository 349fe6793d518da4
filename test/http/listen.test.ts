// The port: requests and responses have Express's prototypes from the beginning.
import express from 'express';
import { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createPort } from '../../src/http/listen.ts';

describe('A port', () => {
  it('gives requests and responses the prototypes that Express would give them, and they are Node’s still', async () => {
    const app = express();
    app.post('/echo', express.json(), (request, response) => void response.json(request.body));
    const seen: boolean[] = [];
    const watched = new Proxy(app, {
      apply(target, self, args: [IncomingMessage, ServerResponse]) {
        const [request, response] = args;
        seen.push(Object.getPrototypeOf(request) === app.request, Object.getPrototypeOf(response) === app.response);
        seen.push(request instanceof IncomingMessage, response instanceof ServerResponse);
        return Reflect.apply(target, self, args);
      },
    });
    const port = createPort(watched, { isGuarded: false });
    const url = await port.open({ port: 0 });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/echo`, { method: 'POST', headers, body: '{"a":1}' });
    expect(await answer.json()).toEqual({ a: 1 });
    expect(seen).toEqual([true, true, true, true]);
    await port.close();
  });
});
