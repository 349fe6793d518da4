import { describe, expect, it } from 'vitest';
import type { Fault, Message } from '../../src/document/schemas.ts';
import { createMock, type TestMock, type Visitor } from '../support/mock.ts';

async function set(mock: TestMock, fault: Fault): Promise<void> {
  expect((await mock.agent.put('/__mock/faults').send({ faults: [fault] })).status).toBe(204);
}

async function newest(visitor: Visitor): Promise<Message | undefined> {
  return ((await visitor.outbox()).body as { messages: Message[] }).messages[0];
}

describe('A fault of a provider', () => {
  it.each([
    ['twilio', '21610', 'Attempt to send to unsubscribed recipient'],
    ['netgsm', '30', 'The user code or the password is wrong'],
    ['dataport', '99', '(synthetic)'],
    ['mail', '535', 'Authentication credentials invalid'],
  ] as const)('A fault of a provider lets %s refuse with %s, once', async (provider, code, words) => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await a.put(provider, { isDefault: true });
    await set(mock, { error: code, provider, times: 1 });
    await a.get(); // is no test send, so it leaves the fault alone
    expect([(await a.sendTest()).status, (await a.sendTest()).status]).toEqual([500, 204]);
    const { messages } = (await a.outbox()).body as { messages: Message[] };
    expect(messages.map(({ status }) => status)).toEqual(['sent', 'failed']);
    expect(messages[1]?.error).toMatchObject({ code, message: expect.stringContaining(words) as string });
  });

  it.each(['twilio', 'netgsm', 'dataport', 'mail'] as const)(
    'A fault of a provider lets %s be out of reach',
    async (provider) => {
      const mock = await createMock();
      const a = await mock.enter('a');
      await a.put(provider, { isDefault: true });
      for (const code of ['ECONNREFUSED', 'ETIMEDOUT', 'ECONNRESET', 'ENOTFOUND']) {
        await set(mock, { error: code });
        await a.sendTest();
        const message = await newest(a);
        expect(message?.error).toMatchObject({
          code,
          rule: 'A fault asks for this code.',
          message: expect.stringContaining(code) as string,
        });
        expect(message?.exchanges).toHaveLength(1);
        expect(message?.exchanges[0]).not.toHaveProperty('reply');
      }
    },
  );
});
