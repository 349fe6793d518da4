// The clock: everything that the mock dates goes by it.
import { describe, expect, it } from 'vitest';
import { createMock, type TestMock } from '../support/mock.ts';

const clockOf = (mock: TestMock) => mock.agent.get('/__mock/clock');
const set = (mock: TestMock, body: object) => mock.agent.put('/__mock/clock').send(body);
const advance = (mock: TestMock, milliseconds: unknown) =>
  mock.agent.post('/__mock/clock/advance').send({ milliseconds });
const minute = 60_000;

describe('The clock', () => {
  it('The clock shows the real time at first, and leaves the Date header to Node.js', async () => {
    const mock = await createMock();
    const { body, headers } = await clockOf(mock);
    expect(body).toEqual({ now: expect.any(String) as string, offset: 0, frozen: false });
    const { now } = body as { now: string };
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(minute);
    expect(Math.abs(Date.parse(headers['date'] ?? '') - Date.now())).toBeLessThan(minute);
  });

  it('An access token expires when the clock has passed its lifetime, and can be refreshed as long as the refresh token lives', async () => {
    const mock = await createMock();
    const { cookie, get } = await mock.enter();
    await advance(mock, 280_000);
    expect((await get()).status).toBe(200);
    await advance(mock, 20_000);
    const refused = await get();
    expect(refused.status).toBe(401);
    expect((refused.body as { message: string }).message).toContain('expired');
    expect((await mock.agent.post('/refresh').set('Cookie', cookie)).status).toBe(200);
    await advance(mock, 86_400_000);
    expect((await mock.agent.post('/refresh').set('Cookie', cookie)).status).toBe(401);
    await mock.agent.delete('/__mock/clock');
    expect((await get()).status).toBe(200);
  });

  it('Settings, messages, requests and the Date header have the date of a frozen clock', async () => {
    const mock = await createMock();
    const now = '2031-02-03T04:05:06.789Z';
    expect((await set(mock, { now, frozen: true })).body).toMatchObject({ now, frozen: true });
    const a = await mock.enter('a');
    await a.put('netgsm', { isDefault: true });
    const { headers } = await a.sendTest();
    expect(headers['date']).toBe(new Date(now).toUTCString());
    const [setting] = (await a.get()).body as { creationDate: string; lastModifiedDate: string }[];
    expect([setting?.creationDate, setting?.lastModifiedDate].map((date) => Date.parse(date ?? ''))).toEqual(
      Array(2).fill(Date.parse(now)),
    );
    const { messages } = (await a.outbox()).body as { messages: { createdAt: string }[] };
    expect(messages.map(({ createdAt }) => Date.parse(createdAt))).toEqual([Date.parse(now)]);
    const { requests } = (await mock.agent.get('/__mock/requests')).body as { requests: { at: string }[] };
    for (const { at } of requests) expect(at).toBe(now);
  });

  it('The clock goes on from where it was set, and stands still only while it is frozen', async () => {
    let real = Date.UTC(2030, 0, 1);
    const mock = await createMock({ now: () => new Date(real) });
    const shown = async (): Promise<string> => ((await clockOf(mock)).body as { now: string }).now;
    await set(mock, { now: '2040-01-01T03:00:00+03:00' });
    real += minute;
    expect(await shown()).toBe('2040-01-01T00:01:00.000Z');
    await set(mock, { frozen: true });
    real += minute;
    expect(await shown()).toBe('2040-01-01T00:01:00.000Z');
    await advance(mock, 1_000);
    expect(await shown()).toBe('2040-01-01T00:01:01.000Z');
    await set(mock, {});
    real += minute;
    expect(await shown()).toBe('2040-01-01T00:02:01.000Z');
    await set(mock, { offset: -minute });
    expect(await shown()).toBe('2030-01-01T00:02:00.000Z');
  });

  it('A reset of all spaces returns to the real time, and a reset of one does not', async () => {
    const mock = await createMock();
    await set(mock, { offset: minute });
    await mock.agent.post('/__mock/reset').send({ space: 'a' });
    expect((await clockOf(mock)).body).toMatchObject({ offset: minute });
    await mock.agent.post('/__mock/reset').send({});
    expect((await clockOf(mock)).body).toMatchObject({ offset: 0 });
  });

  it.each([
    [{ now: 'tomorrow' }, 'date-time'],
    [{ now: '1969-12-31T00:00:00Z' }, 'between 1970-01-01 and 9999-12-31'],
    [{ offset: -253370764800000 }, 'between 1970-01-01 and 9999-12-31'],
    [{ offset: 1.5 }, 'integer'],
    [{ now: '2030-01-01T00:00:00Z', offset: 5 }, 'both now and offset'],
    [{ time: 5 }, 'time'],
    [{ frozen: 'yes' }, 'boolean'],
  ])('The clock refuses %j and stays as it is', async (body, words) => {
    const mock = await createMock();
    const { status, body: answer } = await set(mock, body);
    expect({ status, message: (answer as { message: string }).message }).toEqual({
      status: 400,
      message: expect.stringContaining(words) as string,
    });
    expect((await clockOf(mock)).body).toMatchObject({ offset: 0, frozen: false });
  });

  it.each([-1, 0.5, '5m', null])('The clock does not advance by %j', async (milliseconds) => {
    const mock = await createMock();
    expect((await advance(mock, milliseconds)).status).toBe(400);
  });

  it('Every change of the clock is an event', async () => {
    const mock = await createMock();
    const url = await mock.server.listen({ port: 0 });
    const leaving = new AbortController();
    const response = await fetch(`${url}/__mock/events`, { signal: leaving.signal });
    const reader = response.body?.getReader();
    await set(mock, { now: '2031-02-03T04:05:06Z', frozen: true });
    let text = '';
    while (!text.includes('event: clock')) text += new TextDecoder().decode((await reader?.read())?.value);
    leaving.abort();
    expect(text).toContain('"now":"2031-02-03T04:05:06.000Z"');
  });
});
