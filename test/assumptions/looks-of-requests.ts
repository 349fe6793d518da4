// For each assumption about requests that are refused: how to look at a mock, and what each value shows.
import type { ErrorBody } from '../../src/document/schemas.ts';
import bodies from '../support/bodies.ts';
import { paths } from '../support/mock.ts';
import { type Case, list, raw, statusOfPut } from './look.ts';

export const looksOfRequests = {
  'missing-token-status': [
    async ({ mock }) => (await mock.agent.get('/api/otp/settings')).status,
    { '401': 401, '403': 403 },
  ],
  'missing-space': [
    async ({ mock, visitor }) => {
      const { status } = await mock.agent.put(paths.mail).set('Cookie', visitor.cookie).send(bodies.mail);
      const { body } = await mock.agent
        .get('/api/otp/settings')
        .set({ Cookie: visitor.cookie, 'X-Space': 'default_space' });
      return [status, (body as unknown[]).length];
    },
    { '400': [400, 0], '401': [401, 0], '403': [403, 0], default: [204, 1] },
  ],
  'empty-space': [
    async ({ mock, visitor }) => {
      const empty = await mock.agent.get('/api/otp/settings').set({ Cookie: visitor.cookie, 'X-Space': '' });
      const missing = await mock.agent.get('/api/otp/settings').set({ Cookie: visitor.cookie });
      return [empty.status, missing.status];
    },
    { '400': [400, 400], '401': [401, 400], '403': [403, 400], default: [200, 400] },
  ],
  'space-name': [raw({ 'X-Space': 'x'.repeat(101) }, JSON.stringify(bodies.mail)), { limited: 400, any: 204 }],
  'unknown-space': [
    async ({ mock, visitor }) => {
      const headers = { Cookie: visitor.cookie, 'X-Space': 'never-heard-of' };
      const put = await mock.agent.put(paths.mail).set(headers).send(bodies.mail);
      const get = await mock.agent.get('/api/otp/settings').set(headers);
      const send = await mock.agent.post('/api/otp/settings/test').set(headers);
      const named = await mock.agent
        .put(paths.mail)
        .set({ ...headers, 'X-Space': 'production' })
        .send(bodies.mail);
      await mock.agent.put('/__mock/spaces/never-heard-of').send({ settings: {} });
      return [
        put.status,
        get.status,
        send.status,
        named.status,
        (await mock.agent.get('/api/otp/settings').set(headers)).status,
      ];
    },
    { open: [204, 200, 404, 204, 200], refuse: [404, 404, 404, 204, 200] },
  ],
  'invalid-body-status': [
    async (seen) => [
      await statusOfPut({ type: 5 })(seen),
      await raw({ 'X-Space': '' }, '{}')(seen),
      await raw({}, '{')(seen),
    ],
    { '400': [400, 400, 400], '422': [422, 400, 400] },
  ],
  'media-type-status': [raw({ 'Content-Type': 'text/plain' }, 'x'), { '415': 415, '400': 400 }],
  'too-large-status': [raw({}, JSON.stringify({ a: 'x'.repeat(2 ** 21) })), { '413': 413, '400': 400 }],
  'unknown-fields': [
    async ({ visitor }) => {
      const { status, body } = await visitor.put('mail', { smtpHostname: 'x' });
      return [status, (body as Partial<ErrorBody>).errors?.[0]?.path];
    },
    { ignore: [204, undefined], refuse: [400, '/body/smtpHostname'] },
  ],
  'read-only-fields': [
    async (seen) => {
      const { status, body } = await seen.visitor.put('mail', { createdBy: 'someone' });
      return [status, (body as Partial<ErrorBody>).errors?.[0]?.path, (await list(seen))[0]?.['createdBy']];
    },
    { ignore: [204, undefined, 'admin'], refuse: [400, '/body/createdBy', undefined] },
  ],
  'unknown-query': [
    async ({ mock, visitor }) =>
      (await mock.agent.get('/api/otp/settings?page=1').set({ Cookie: visitor.cookie, 'X-Space': 'a' })).status,
    { ignore: 200, refuse: 400 },
  ],
  'null-for-optional': [
    async (seen) => {
      const optional = await statusOfPut({ smtpHost: null, transportStrategy: null, id: null })(seen);
      const required = await statusOfPut({ isDefault: null })(seen);
      return [optional, required, Object.keys((await list(seen))[0] ?? {}).includes('smtpHost')];
    },
    { refuse: [400, 400, false], 'as-absent': [204, 400, false] },
  ],
  'scalar-types': [
    async (seen) => {
      const values = { smtpHost: 5, smtpPort: '25', isDefault: 'true' };
      const { status } = await seen.visitor.put('mail', values);
      const [{ smtpHost, smtpPort, isDefault } = {}] = await list(seen);
      const others = { smtpHost: ['x'], smtpPort: '25.5', isDefault: 'yes', transportStrategy: 0 };
      const refused = [];
      for (const [name, value] of Object.entries(others)) refused.push(await statusOfPut({ [name]: value })(seen));
      return [status, smtpHost, smtpPort, isDefault, ...refused];
    },
    {
      refuse: [400, undefined, undefined, undefined, 400, 400, 400, 400],
      coerce: [204, '5', 25, true, 400, 400, 400, 400],
    },
  ],
  'transport-strategy': [statusOfPut({ transportStrategy: 'STARTTLS' }), { listed: 400, any: 204 }],
} satisfies Readonly<Record<string, Case>>;
