import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/document/schemas.ts';
import { createMock, type TestMock } from '../support/mock.ts';

describe('The header X-Mock-Fault', () => {
  const ask = async (mock: TestMock, fault: string) =>
    mock.agent.get('/api/otp/settings').set({ Cookie: await mock.login(), 'X-Space': 'a', 'X-Mock-Fault': fault });

  it('The header X-Mock-Fault breaks its own request and no other', async () => {
    const mock = await createMock();
    expect((await ask(mock, 'status=503')).status).toBe(503);
    expect((await ask(mock, 'delay=5')).status).toBe(200);
    expect((await ask(mock, 'delay=5-9, status=418')).status).toBe(418);
    expect((await (await mock.enter('a')).get()).status).toBe(200);
  });

  it.each([
    '',
    'status',
    'status=2',
    'status=199',
    'status=5-6',
    'delay=x',
    'sideways',
    'status=503;reset',
    'error=30',
    'delay=9-5',
  ])('The header X-Mock-Fault is refused when it is %j', async (fault) => {
    const refused = await ask(await createMock(), fault);
    expect(refused.status).toBe(400);
  });

  it('The header X-Mock-Fault lets a provider refuse', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await a.put('netgsm', { isDefault: true });
    const headers = { Cookie: a.cookie, 'X-Space': 'a', 'X-Mock-Fault': 'error=80' };
    await mock.agent.post('/api/otp/settings/test').set(headers);
    expect(((await a.outbox()).body as { messages: Message[] }).messages[0]?.error?.code).toBe('80');
  });

  it('The header X-Mock-Fault does not affect the control API', async () => {
    const mock = await createMock();
    expect((await mock.agent.get('/__mock/health').set('X-Mock-Fault', 'reset')).status).toBe(200);
  });
});
