import { describe, expect, it } from 'vitest';
import type { ErrorBody, Message } from '../../src/document/schemas.ts';
import { createMock } from '../support/mock.ts';

describe('The outbox', () => {
  it('The outbox is empty at first, and `latest` gets a helpful 404', async () => {
    const { agent } = await createMock();
    expect((await agent.get('/__mock/outbox')).body).toEqual({ total: 0, messages: [] });
    const { status, body } = await agent.get('/__mock/outbox/latest?space=a');
    expect(status).toBe(404);
    expect((body as ErrorBody).message).toContain('no message in the space "a"');
  });

  it('The outbox lists newest first, filters by everything it says, and limits', async () => {
    let time = Date.parse('2026-04-24T08:00:00Z');
    const mock = await createMock({ now: () => new Date((time += 1000)) });
    const [a, b] = [await mock.enter('a'), await mock.enter('b')];
    await a.put('twilio');
    await a.sendTest();
    await b.put('netgsm', { isDefault: true, username: 'fail-30' });
    await b.sendTest();
    await a.put('mail', { isDefault: true });
    await a.sendTest();
    const find = async (query: string): Promise<string[]> => {
      const { body } = await mock.agent.get(`/__mock/outbox?${query}`);
      return (body as { messages: Message[] }).messages.map(
        ({ space, provider, status }) => `${space} ${provider} ${status}`,
      );
    };
    const [mail, netgsm, twilio] = ['a mail sent', 'b netgsm failed', 'a twilio sent'];
    expect(await find('')).toEqual([mail, netgsm, twilio]);
    expect(await find('space=a')).toEqual([mail, twilio]);
    expect(await find('provider=netgsm')).toEqual([netgsm]);
    expect(await find('status=failed')).toEqual([netgsm]);
    expect(await find('to=admin@acme.example')).toEqual([mail]);
    expect(await find('to=%2B905321234567')).toEqual([twilio]);
    expect(await find('limit=1')).toEqual([mail]);
    const { messages } = (await mock.agent.get('/__mock/outbox')).body as { messages: Message[] };
    expect(await find(`since=${encodeURIComponent(messages[1]?.createdAt ?? '')}`)).toEqual([mail, netgsm]);
    const total = (await mock.agent.get('/__mock/outbox?limit=0')).body as object;
    expect(total).toEqual({ total: 3, messages: [] });
    const one = await mock.agent.get(`/__mock/outbox/${messages[2]?.id}`);
    expect(one.body).toEqual(messages[2]);
    expect((await mock.agent.get('/__mock/outbox/latest?space=b')).body).toEqual(messages[1]);
    expect((await mock.agent.delete(`/__mock/outbox/${messages[2]?.id}`)).status).toBe(204);
    expect(await find('')).toEqual([mail, netgsm]);
    expect((await mock.agent.delete(`/__mock/outbox/${messages[2]?.id}`)).status).toBe(404);
    await mock.agent.delete('/__mock/outbox/latest?space=b');
    expect(await find('')).toEqual([mail]);
    await b.sendTest();
    await mock.agent.delete('/__mock/outbox?space=a');
    expect(await find('')).toEqual([netgsm]);
    await mock.agent.delete('/__mock/outbox');
    expect(await find('')).toEqual([]);
  });

  it.each([
    ['spcae=a', '/query/spcae'],
    ['provider=pigeon', '/query/provider'],
    ['limit=many', '/query/limit'],
    ['limit=-1', '/query/limit'],
    ['since=yesterday', '/query/since'],
    ['space=', '/query/space'],
    ['space=a&space=b', '/query/space'],
  ])('The outbox refuses ?%s and names the parameter', async (query, path) => {
    const { agent } = await createMock();
    const { status, body } = await agent.get(`/__mock/outbox?${query}`);
    expect(status).toBe(400);
    expect((body as ErrorBody).errors?.[0]?.path).toBe(path);
  });

  it('The outbox keeps as many messages as the limit says, the newest', async () => {
    const mock = await createMock({ outboxLimit: 3 });
    const a = await mock.enter('a');
    await a.put('twilio');
    const codes: string[] = [];
    for (let index = 0; index < 8; index += 1) {
      await a.sendTest();
      codes.unshift(((await mock.agent.get('/__mock/outbox/latest?space=a')).body as Message).code);
    }
    const { total, messages } = (await a.outbox()).body as { total: number; messages: Message[] };
    expect({ total, codes: messages.map(({ code }) => code) }).toEqual({ total: 3, codes: codes.slice(0, 3) });
  });
});
