// What passes to an upstream decides assumptions: with evidence, once, and only where nothing else can be the reason.
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../src/http/log.ts';
import { connectMock } from '../../src/integrations/mock-client.ts';
import type { ServerOptions } from '../../src/options.ts';
import { createServer } from '../../src/server.ts';
import { askForty } from '../support/forty-requests.ts';
import { createMock, type TestMock } from '../support/mock.ts';
import { startListening } from '../support/passing.ts';
import { bodies } from '../targets/scenario.ts';

const forward = [
  'putTwilioSetting',
  'putNetgsmSetting',
  'putDataportSetting',
  'putMailSetting',
  'getSettings',
  'sendTestMessage',
];

interface Both {
  readonly real: TestMock;
  /** The client of the mock in front of it. */
  readonly mock: ReturnType<typeof connectMock>;
}

/** A mock in front of another one, which is its backend. */
async function startBoth(options: ServerOptions = {}, ofReal: ServerOptions = {}): Promise<Both> {
  const real = await createMock(ofReal);
  const { url } = await startListening({ upstream: await real.server.listen({ port: 0 }), forward, ...options });
  return { real, mock: connectMock(url) };
}

/** Requests of somebody who has logged in. */
async function enter(url: string) {
  const login = await fetch(`${url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'admin', password: 'admin' }),
  });
  const cookie = login.headers.getSetCookie().map((each) => each.split(';')[0]);
  const headers = { cookie: cookie.join('; '), 'x-space': 'acme', 'content-type': 'application/json' };
  return {
    get: (more: object = {}) => fetch(`${url}/api/otp/settings`, { headers: { ...headers, ...more } }),
    put: (changes: object, more: object = {}) =>
      fetch(`${url}/api/otp/settings/sms/twilio`, {
        method: 'PUT',
        headers: { ...headers, ...more },
        body: JSON.stringify({ ...bodies.twilio, isDefault: false, ...changes }),
      }),
  };
}

describe('What passes to an upstream', () => {
  it('What passes to an upstream decides assumptions, each with the request that showed it, and without a secret', async () => {
    const { mock } = await startBoth({}, { assume: { 'client-id': 'ignore', 'unknown-fields': 'refuse' } });
    expect(await mock.observed()).toEqual({});
    await askForty(mock.url);
    const observed = await mock.observed();
    expect(Object.keys(observed).length).toBeGreaterThanOrEqual(30);
    expect(observed).toMatchObject({ 'client-id': { value: 'ignore' }, 'unknown-fields': { value: 'refuse' } });
    const { evidence = '' } = observed['missing-space'] ?? {};
    expect(evidence).toMatch(/^GET without X-Space was refused with 400 \(request [-0-9a-f]{36}, \d{4}-.*Z\)$/);
    const [, id] = /request (\S+),/.exec(evidence) ?? [];
    expect(await mock.requests({ status: 400 })).toContainEqual(expect.objectContaining({ id, forwarded: true }));
    expect(JSON.stringify(observed)).not.toMatch(/secret-\d/);
  });

  it('What passes to an upstream is what the mock does with it as its assumptions', async () => {
    const assume = { 'secrets-in-get': 'masked', 'error-body': 'problem', 'default-scope': 'type' } as const;
    const { mock } = await startBoth({}, { assume });
    await askForty(mock.url);
    const values = Object.entries(await mock.observed()).map(([name, { value }]) => [name, value] as const);
    expect(Object.fromEntries(values)).toMatchObject(assume);
    await mock.assume(Object.fromEntries(values));
    await mock.forward([]);
    const { get } = await enter(mock.url);
    expect(await (await get({ 'x-space': '' })).json()).toHaveProperty('detail');
  });

  it('What passes to an upstream and contradicts what was seen before is named once, in the log too', async () => {
    const problems: string[] = [];
    const log: Log = { request: () => undefined, problem: (message) => void problems.push(message) };
    const { real, mock } = await startBoth({ log });
    const { get, put } = await enter(mock.url);
    await put({});
    for (const value of ['plain', 'masked', 'plain']) {
      await real.agent.put('/__mock/assumptions').send({ assumptions: { 'secrets-in-get': value } });
      await (await get()).text();
    }
    const { value, evidence } = (await mock.observed())['secrets-in-get'] ?? {};
    expect(value).toBe('plain');
    expect(evidence).toMatch(/; secrets-in-get was masked until .*, plain since$/);
    expect(problems).toEqual([
      expect.stringMatching(/^The upstream: secrets-in-get was plain until .*, masked since: GET/),
    ]);
  });

  it('What passes to an upstream decides nothing where two things can be the reason, or nothing was accepted before', async () => {
    const { mock } = await startBoth({}, { assume: { 'unknown-fields': 'refuse', 'null-for-optional': 'refuse' } });
    const { put } = await enter(mock.url);
    await put({ colour: 'blue' });
    await put({});
    await put({ colour: 'blue', twilioNumber: null });
    expect(Object.keys(await mock.observed())).not.toContain('unknown-fields');
    await put({ colour: 'blue' });
    expect(await mock.observed()).toMatchObject({ 'unknown-fields': { value: 'refuse' } });
  });

  it('What passes to an upstream at the same time decides nothing that depends on which came first', async () => {
    const { mock } = await startBoth();
    const { get, put } = await enter(mock.url);
    await put({});
    await (await get()).text();
    await Promise.all(['one', 'two', 'three'].map((accountSid) => put({ accountSid, authToken: accountSid })));
    await (await get()).text();
    expect(Object.keys(await mock.observed())).not.toContain('creation-date');
    await put({});
    await (await get()).text();
    expect(await mock.observed()).toMatchObject({ 'creation-date': { value: 'keep' } });
  });

  it('What passes to an upstream is written at the end, without what was contradicted, for --assumptions', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'observed-')), 'assumptions.json');
    const real = await createMock();
    const server = await createServer({
      upstream: await real.server.listen({ port: 0 }),
      forward,
      writeAssumptions: file,
    });
    const { get, put } = await enter(await server.listen({ port: 0 }));
    await put({});
    await (await get()).text();
    await real.agent.put('/__mock/assumptions').send({ assumptions: { 'secrets-in-get': 'omitted' } });
    await (await get()).text();
    await server.close();
    const written = JSON.parse(await readFile(file, 'utf8')) as { assumptions: object; undecided: string[] };
    expect(written.assumptions).toMatchObject({ 'settings-shape': 'array', 'token-place': 'cookies' });
    expect(written).toMatchObject({ contradictions: [expect.stringMatching(/^secrets-in-get was plain until/)] });
    expect(written.undecided).toContain('secrets-in-get');
  });
});
