// Who has to be logged in.
import { describe, expect, it } from 'vitest';
import { createMock, paths, type TestMock } from '../support/mock.ts';
import bodies from '../support/bodies.ts';

const headers = { 'X-Space': 'a' };
const users = async (mock: TestMock): Promise<unknown[]> => {
  const { body } = await mock.agent.get('/__mock/requests');
  return (body as { requests: { user?: string }[] }).requests.map(({ user }) => user);
};

describe('With auth off', () => {
  it('With auth off, a request without a session acts as the first user in every operation', async () => {
    const mock = await createMock({ auth: 'off' });
    const put = await mock.agent
      .put(paths.mail)
      .set(headers)
      .send({ ...bodies.mail, isDefault: true });
    expect(put.status).toBe(204);
    expect((await mock.agent.get('/api/otp/settings').set(headers)).body).toMatchObject([{ createdBy: 'admin' }]);
    expect((await mock.agent.post('/api/otp/settings/test').set(headers)).status).toBe(204);
    expect((await mock.agent.get('/__mock/outbox/latest')).body).toMatchObject({ requestedBy: 'admin' });
    expect((await mock.agent.post('/refresh')).status).toBe(200);
    expect((await mock.agent.post('/logout')).status).toBe(204);
    expect(await users(mock)).toEqual([undefined, undefined, 'admin', 'admin', 'admin'].slice(-5));
  });

  it('With auth off, a session still belongs to its user, and X-Mock-User selects another', async () => {
    const mock = await createMock({ auth: 'off' });
    const visitor = await mock.enter('a', 'operator');
    await visitor.get();
    await mock.agent.get('/api/otp/settings').set({ ...headers, 'X-Mock-User': 'operator' });
    expect((await users(mock)).slice(0, 2)).toEqual(['operator', 'operator']);
  });

  it('With auth off, everything else is refused as usual', async () => {
    const mock = await createMock({ auth: 'off' });
    expect((await mock.agent.put(paths.mail).set(headers).send({})).status).toBe(400);
    expect((await mock.agent.get('/api/otp/settings')).status).toBe(400);
    expect((await mock.agent.post('/login').type('form').send({ username: 'admin', password: 'x' })).status).toBe(401);
    const faulty = await mock.agent.get('/api/otp/settings').set({ ...headers, 'X-Mock-Fault': 'status=401' });
    expect(faulty.status).toBe(401);
  });
});

describe('With auth any', () => {
  it.each(['x', 'a.b.c', 'j:{}', 'j:[1]', 's:signed', 'j:null', '"quoted"', '0', 'false', '%20', '%zz'])(
    'With auth any, the access cookie %s is accepted',
    async (value) => {
      const mock = await createMock({ auth: 'any' });
      const Cookie = `ins_access_token=${value}`;
      expect((await mock.agent.get('/api/otp/settings').set({ ...headers, Cookie })).status).toBe(200);
      expect(await users(mock)).toEqual(['admin']);
    },
  );

  it('With auth any, a token of an ended session or an unknown user is accepted', async () => {
    const mock = await createMock({ auth: 'any' });
    const visitor = await mock.enter('a');
    await mock.agent.post('/logout').set('Cookie', visitor.cookie);
    expect((await visitor.get()).status).toBe(200);
  });

  it.each([undefined, 'ins_access_token=', 'other=x'])(
    'With auth any, a request without a cookie is refused (%s)',
    async (cookie) => {
      const mock = await createMock({ auth: 'any' });
      const answer = await mock.agent.get('/api/otp/settings').set({ ...headers, ...(cookie && { Cookie: cookie }) });
      expect(answer.status).toBe(401);
    },
  );
});
