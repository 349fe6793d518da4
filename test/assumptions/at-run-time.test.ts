// Assumptions that are changed while the mock runs.
import { describe, expect, it } from 'vitest';
import { connectMock } from '../../src/integrations/mock-client.ts';
import { createMock, type TestMock } from '../support/mock.ts';

const assume = ({ agent }: TestMock, assumptions: object) => agent.put('/__mock/assumptions').send({ assumptions });

async function valueOf({ agent }: TestMock, name: string): Promise<string | undefined> {
  const { assumptions } = (await agent.get('/__mock/assumptions')).body as {
    assumptions: { name: string; value: string }[];
  };
  return assumptions.find((each) => each.name === name)?.value;
}

describe('Assumptions at run time', () => {
  it('Assumptions at run time change how the mock answers, and keep what is stored, sessions and faults', async () => {
    const mock = await createMock({ assume: { 'date-precision': '3' } });
    const { agent } = mock;
    const a = await mock.enter('a');
    await a.put('twilio', { authToken: 'shown', isDefault: true });
    await a.sendTest();
    await agent.post('/__mock/faults').send({ delay: 1 });
    expect((await assume(mock, { 'secrets-in-get': 'masked', 'settings-shape': 'content' })).status).toBe(204);
    expect((await a.get()).body).toMatchObject({ content: [{ authToken: '********' }] });
    expect(await valueOf(mock, 'secrets-in-get')).toBe('masked');
    expect(await valueOf(mock, 'date-precision')).toBe('3');
    expect((await agent.get('/__mock/outbox')).body).toMatchObject({ total: 1 });
    expect((await agent.get('/__mock/faults')).body).toMatchObject({ faults: [{ delay: 1 }] });
    await assume(mock, { 'invalid-body-status': '422' });
    expect((await a.get()).body).toMatchObject([{ authToken: 'shown' }]);
    expect((await a.put('twilio', { isDefault: 'x' })).status).toBe(422);
    const contract = JSON.stringify((await agent.get('/__mock/openapi.json')).body);
    expect(contract).toContain('"422"');
    await agent.post('/__mock/reset');
    expect(await valueOf(mock, 'invalid-body-status')).toBe('400');
    expect(await valueOf(mock, 'date-precision')).toBe('3');
  });

  it('Assumptions at run time have those who wait for a code hear of it', async () => {
    const mock = await createMock({ seed: 'demo' });
    await mock.agent.put('/__mock/users/ada').send({ otp: 'sms', phone: '+905551112233' });
    const waiting = mock.agent.get('/__mock/otp/ada?timeout=5000').then(({ body }) => body as { code: string });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await assume(mock, { 'otp-digits': '8' });
    await mock.agent.post('/login').type('form').send({ username: 'ada', password: 'ada' });
    expect((await waiting).code).toMatch(/^\d{8}$/);
  });

  it('Assumptions at run time that come at once leave the mock in one of them', async () => {
    const mock = await createMock();
    const a = await mock.enter();
    await a.put('twilio', { authToken: 'plain' });
    await Promise.all(['masked', 'plain', 'masked'].map((value) => assume(mock, { 'secrets-in-get': value })));
    const listed = await valueOf(mock, 'secrets-in-get');
    expect((await a.get()).body).toMatchObject([{ authToken: listed === 'masked' ? '********' : 'plain' }]);
  });

  it.each([
    [{ 'no-such': 'x' }, 'There is no assumption \\"no-such\\"'],
    [{ 'secrets-in-get': 'sometimes' }, 'cannot be \\"sometimes\\". It can be: '],
    [{ 'secrets-in-get': 1 }, '/body/assumptions/secrets-in-get'],
  ])('Assumptions at run time refuse %j, and change nothing', async (values, words) => {
    const mock = await createMock({ assume: { 'secrets-in-get': 'masked' } });
    const { status, text } = await assume(mock, values);
    expect(status).toBe(400);
    expect(text).toContain(words);
    expect(await valueOf(mock, 'secrets-in-get')).toBe('masked');
  });

  it('Assumptions at run time are changed by the client of tests', async () => {
    const mock = await createMock();
    const client = connectMock(await mock.server.listen({ port: 0 }));
    await client.assume({ 'audit-fields': 'omitted' });
    expect(await valueOf(mock, 'audit-fields')).toBe('omitted');
    await client.assume({});
    expect(await valueOf(mock, 'audit-fields')).toBe('shown');
    await expect(client.assume({ 'audit-fields': 'sometimes' as 'shown' })).rejects.toThrow(
      'It can be: shown, omitted',
    );
  });
});
