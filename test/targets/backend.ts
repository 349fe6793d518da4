// A small backend that does what the page says and gives the usual answer where it is silent. In memory, on node:http
// alone, and independent of the product, so that whatever judges backends can be judged by it. Read `carryOut` first.
import { randomInt } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isKind, type Route } from './page.ts';
import { type Answer, type Call, type Chance, type Quirks, Refused, type Values, type World } from './quirks.ts';
import { json, requestSteps } from './request.ts';
import { sessionSteps } from './session.ts';
import { settingSteps } from './settings.ts';

export type { Quirks } from './quirks.ts';

/** The backend without quirks. */
export const correct: Quirks = {
  users: [
    { username: 'admin', password: 'admin', spaces: ['default_space', 'production'] },
    { username: 'operator', password: 'operator', spaces: ['default_space'] },
    { username: 'ada', password: 'ada', spaces: ['default_space', 'production'], otp: 'SMS' },
  ],
  ttlSeconds: 300,
  givenTokens: {},
  maxBytes: 1_048_576,
  ...requestSteps,
  ...sessionSteps,
  ...settingSteps,
  finish: (_call, answer) => answer,
  write(_call, { status, headers = {}, body }, response) {
    response.writeHead(
      status,
      body === undefined ? headers : { ...headers, 'Content-Length': Buffer.byteLength(body) },
    );
    response.end(body);
  },
};

/** The user whose login needs a code, as a run is told of it. */
export const otpUserOf = (url: string) => ({ username: 'ada', from: `${url}/sent-messages` });

const chance: Chance = { now: () => Date.now(), number: () => randomInt(1, 2 ** 31) };

/** Starts a backend on a free port of 127.0.0.1. `close` ends open connections. */
export async function startBackend(
  quirks: Partial<Quirks> = {},
  { now, number }: Chance = chance,
): Promise<{ url: string; close(): Promise<void> }> {
  const steps: Quirks = { ...correct, ...quirks };
  const world: World = {
    spaces: new Map(),
    tokens: new Map(),
    codes: new Map(),
    messages: [],
    memory: new Map(),
    now,
    number,
  };
  for (const [token, user] of Object.entries(steps.givenTokens))
    world.tokens.set(token, { user, use: 'access', expires: Infinity, session: 0 });
  const server = createServer((request, response) => {
    // Whatever goes wrong even in answering looks from outside like a backend that breaks off.
    serve(request, response, { world, quirks: steps }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { world, quirks }: { world: World; quirks: Quirks },
): Promise<void> {
  const raw = await read(request, quirks.maxBytes).catch(() => undefined);
  if (raw === undefined) return; // the client went away
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  if (path === '/sent-messages') return void response.end(world.messages.join('\n')); // not of the backend, but of a stand-in
  const { method = '', headers, rawHeaders } = request;
  const nothingYet = { route: 'list', user: '', space: '', body: undefined } as const;
  const call: Call = { world, quirks, method, path, query, headers, rawHeaders, raw, ...nothingYet };
  const answer = await quirks.finish(call, await carryOut(call).catch((error: unknown) => explain(call, error)));
  await quirks.write(call, answer, response);
}

/** The body, at most one byte more than allowed; the rest is read and dropped, so that the client can finish. */
async function read(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (size <= maxBytes) chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes + 1);
}

/** A request's way, in its order. */
async function carryOut(call: Call): Promise<Answer> {
  const { quirks } = call;
  call.route = quirks.route(call);
  if (isOfSession(call.route)) return quirks[call.route](call);
  call.user = quirks.authenticate(call);
  if (isKind(call.route)) call.body = quirks.prepare(call, quirks.readBody(call));
  call.space = quirks.space(call);
  quirks.admit(call);
  if (call.route === 'list' || call.route === 'test') return quirks[call.route](call);
  const faults = quirks.faults(call, call.body);
  if (faults.length > 0) throw new Refused('body', faults.join(' '), { faults });
  await quirks.put(call, call.body as Values); // without faults it is an object
  return { status: 204 };
}

const isOfSession = (route: Route) =>
  route === 'login' || route === 'validate' || route === 'refresh' || route === 'logout';

function explain(call: Call, error: unknown): Answer {
  if (error instanceof Refused) return call.quirks.refuse(call, error);
  return json(500, { status: 500, error: 'Internal Server Error', message: 'Something went wrong.' });
}
