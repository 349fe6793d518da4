import { describe, expect, it } from 'vitest';
import type { ErrorBody, Message } from '../../src/document/schemas.ts';
import { createMock } from '../support/mock.ts';

describe('A test send', () => {
  it.each([
    ['twilio', '+905321234567', 'sms'],
    ['netgsm', '5321234567', 'sms'],
    ['dataport', '5321234567', 'sms'],
    ['mail', 'admin@acme.example', 'mail'],
  ] as const)('A test send through %s is recorded with the code in its text, to %s', async (provider, to, channel) => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await a.put(provider, { isDefault: true });
    const { status, text } = await a.sendTest();
    expect({ status, text }).toEqual({ status: 204, text: '' });
    const message = (await mock.agent.get('/__mock/outbox/latest')).body as Message;
    expect(message).toMatchObject({ space: 'a', requestedBy: 'admin', provider, channel, to, status: 'sent' });
    expect(message.code).toMatch(/^\d{6}$/);
    expect(message.text).toContain(message.code);
    expect(message.exchanges).toHaveLength(provider === 'dataport' ? 2 : 1);
    expect(JSON.stringify(message)).not.toMatch(/example-(password|auth-token)/);
  });

  it('A test send that the provider refuses is recorded, and the caller gets its message', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await a.put('netgsm', { isDefault: true, username: 'fail-30' });
    const { status, body } = await a.sendTest();
    expect(status).toBe(500);
    expect((body as ErrorBody).message).toMatch(/netgsm refused the message \w+: 30 /);
    expect((await a.outbox()).body).toMatchObject({
      total: 1,
      messages: [{ status: 'failed', error: { code: '30' } }],
    });
  });

  it('A test send goes through the default that was stored last, where several are allowed', async () => {
    let time = Date.parse('2026-04-24T08:00:00Z');
    const mock = await createMock({ assume: { 'default-scope': 'none' }, now: () => new Date((time += 1000)) });
    const a = await mock.enter('a');
    await a.put('mail', { isDefault: true });
    await a.put('twilio', { isDefault: true });
    await a.sendTest();
    await a.put('mail', { isDefault: true });
    await a.sendTest();
    const { messages } = (await a.outbox()).body as { messages: Message[] };
    expect(messages.map(({ provider }) => provider)).toEqual(['mail', 'twilio']);
  });

  it('A test send is repeatable with a seed for the generator, whatever happens in other spaces, and else is not', async () => {
    const run = async (rngSeed: number | undefined, others: number): Promise<unknown> => {
      const now = () => new Date('2026-04-24T08:00:00Z');
      const mock = await createMock({ now, ...(rngSeed !== undefined && { rngSeed }) });
      const a = await mock.enter('a');
      await a.put('twilio');
      for (let index = 0; index < others; index += 1) {
        const other = await mock.enter(`other ${index}`);
        await other.put('twilio');
        await other.sendTest();
      }
      await a.sendTest();
      return [(await a.get()).body, (await a.outbox()).body];
    };
    expect(await run(7, 0)).toEqual(await run(7, 2));
    expect(await run(8, 0)).not.toEqual(await run(7, 0));
    expect(await run(undefined, 0)).not.toEqual(await run(undefined, 0));
  });
});
