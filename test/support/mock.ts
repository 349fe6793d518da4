// A fresh mock for a test, in memory unless it says otherwise, and short words for talking to it over HTTP.
import supertest, { type Agent, type Response, type Test } from 'supertest';
import { onTestFinished } from 'vitest';
import type { ProviderName } from '../../src/document/schemas.ts';
import type { ServerOptions } from '../../src/options.ts';
import { createServer, type MockServer } from '../../src/server.ts';
import bodies from './bodies.ts';

export const paths: Readonly<Record<ProviderName, string>> = {
  twilio: '/api/otp/settings/sms/twilio',
  netgsm: '/api/otp/settings/sms/netgsm',
  dataport: '/api/otp/settings/sms/dataport',
  mail: '/api/otp/settings/mail/default',
};

export interface TestMock {
  readonly server: MockServer;
  readonly agent: ReturnType<typeof supertest>;
  /** The value of a Cookie header with an access token. */
  login(username?: string, password?: string): Promise<string>;
  /** Someone logged in, in a space. */
  enter(space?: string, username?: string): Promise<Visitor>;
}

export interface Visitor {
  readonly cookie: string;
  readonly put: (provider: ProviderName, changes?: object) => Promise<Response>;
  readonly get: () => Promise<Response>;
  readonly sendTest: () => Promise<Response>;
  readonly outbox: (query?: string) => Promise<Response>;
}

/** Starts a mock that is closed when the test is over. */
export async function createMock(options: ServerOptions = {}): Promise<TestMock> {
  const server = await createServer(options);
  onTestFinished(() => server.close());
  return talkTo(server);
}

export function talkTo(server: MockServer): TestMock {
  const agent = supertest(server.app);
  const login = async (username = 'admin', password = username): Promise<string> => {
    const { headers, status } = await agent.post('/login').type('form').send({ username, password });
    if (status !== 200) throw new Error(`login refused with ${status}`);
    return cookiesOf(headers).join('; ');
  };
  return {
    server,
    agent,
    login,
    enter: async (space = 'default_space', username = 'admin') => visit(agent, space, await login(username)),
  };
}

/** Name and value of the cookies that an answer sets. */
export function cookiesOf(headers: unknown): string[] {
  const set = (headers as { 'set-cookie'?: string[] })['set-cookie'] ?? [];
  return set.map((cookie) => cookie.split(';')[0] ?? '');
}

function visit(agent: Agent | ReturnType<typeof supertest>, space: string, cookie: string): Visitor {
  const headers = { Cookie: cookie, 'X-Space': Buffer.from(space).toString('latin1') };
  return {
    cookie,
    put: async (provider, changes = {}) =>
      sendBytes(agent.put(paths[provider]).set({ ...headers, 'Content-Type': 'application/json' }), {
        ...bodies[provider],
        ...changes,
      }),
    get: async () => agent.get('/api/otp/settings').set(headers),
    sendTest: async () => agent.post('/api/otp/settings/test').set(headers),
    outbox: async (query = '') => agent.get(`/__mock/outbox?space=${encodeURIComponent(space)}${query}`),
  };
}

/** Sends bytes, because Node's client spoils headers that are not ASCII when the body is a text. */
export function sendBytes(request: Test, body: unknown): Test {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return request.serialize(() => bytes as unknown as string).send({});
}
