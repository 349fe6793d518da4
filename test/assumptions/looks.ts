// For each assumption: how to look at a mock, and what each value shows.
import type { AssumptionName } from '../../src/assumptions/table.ts';
import type { ErrorBody } from '../../src/document/schemas.ts';
import bodies from '../support/bodies.ts';
import { paths, type TestMock, type Visitor } from '../support/mock.ts';

type Listed = Record<string, unknown>;

/** What a mock with the value in force shows; the case gives what it should be. */
interface Seen {
  readonly mock: TestMock;
  readonly visitor: Visitor;
}
type Look = (seen: Seen) => Promise<unknown>;

const list = async ({ visitor }: Seen): Promise<Listed[]> => (await visitor.get()).body as Listed[];
const statusOfPut =
  (changes: object): Look =>
  async ({ visitor }) =>
    (await visitor.put('mail', changes)).status;
const raw =
  (headers: object, text: string): Look =>
  async ({ mock, visitor }) => {
    const sent = { Cookie: visitor.cookie, 'X-Space': 'a', 'Content-Type': 'application/json', ...headers };
    return (await mock.agent.put(paths.mail).set(sent).serialize(String).send(text)).status;
  };
const testSend =
  (changes: object): Look =>
  async ({ visitor }) => {
    await visitor.put('netgsm', changes);
    return (await visitor.sendTest()).status;
  };

export const looks: { readonly [Name in AssumptionName]: readonly [Look, Readonly<Record<string, unknown>>] } = {
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
      const empty = await mock.agent.get('/api/otp/settings').set({ Cookie: visitor.cookie, 'X-Space': '' });
      return [status, (body as unknown[]).length, empty.status];
    },
    { refuse: [400, 0, 400], default: [204, 1, 200] },
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
  'transport-strategy': [statusOfPut({ transportStrategy: 'STARTTLS' }), { listed: 400, any: 204 }],
  'absent-fields': [
    async (seen) => {
      await seen.visitor.put('mail', { smtpHost: undefined, transportStrategy: undefined });
      const [setting = {}] = await list(seen);
      return [setting['smtpHost'], setting['transportStrategy'], setting['smtpPort']];
    },
    { omitted: [undefined, undefined, 587], null: [null, null, 587] },
  ],
  'id-type': [
    async (seen) => {
      await seen.visitor.put('mail');
      const first = (await list(seen))[0]?.['id'];
      const own = [await statusOfPut({ id: 7 })(seen), await statusOfPut({ id: 'seven' })(seen)];
      return [typeof first, ...own];
    },
    { string: ['string', 400, 204], integer: ['number', 204, 400] },
  ],
  'client-id': [
    async (seen) => {
      const first = await statusOfPut({ id: 'mine' })(seen);
      await statusOfPut({})(seen);
      const id = (await list(seen))[0]?.['id'];
      const same = await statusOfPut({ id })(seen);
      const other = await statusOfPut({ id: 'other' })(seen);
      return [first, same, other, (await list(seen))[0]?.['id'] === 'other', id === 'mine'];
    },
    {
      accept: [204, 204, 204, true, true],
      ignore: [204, 204, 204, false, false],
      refuse: [400, 204, 400, false, false],
    },
  ],
  'settings-shape': [
    async ({ visitor }) => {
      await visitor.put('mail');
      const { body } = await visitor.get();
      return Array.isArray(body) ? 'array' : Object.keys(body as object);
    },
    { array: 'array', content: ['content'] },
  ],
  'settings-view': [
    async (seen) => {
      await seen.visitor.put('mail');
      return Object.keys((await list(seen))[0] ?? {}).length;
    },
    { full: 13, base: 8 },
  ],
  'secrets-in-get': [
    async (seen) => {
      await seen.visitor.put('mail');
      await seen.visitor.put('twilio');
      return (await list(seen)).map((setting) => setting['password'] ?? setting['authToken']);
    },
    {
      plain: ['example-auth-token', 'example-password'],
      masked: ['********', '********'],
      omitted: [undefined, undefined],
    },
  ],
  'replaced-by-put': [
    async (seen) => {
      await seen.visitor.put('mail');
      await seen.visitor.put('mail', { smtpHost: undefined, smtpPort: 25 });
      const [setting = {}] = await list(seen);
      return [setting['smtpHost'], setting['smtpPort']];
    },
    { whole: [undefined, 25], merge: ['smtp.acme.example', 25] },
  ],
  'mask-in-put': [
    async (seen) => {
      await seen.visitor.put('mail');
      const { status } = await seen.visitor.put('mail', { password: '********', smtpPort: 26 });
      const [setting = {}] = await list(seen);
      return [status, setting['password'], setting['smtpPort']];
    },
    {
      keep: [204, 'example-password', 26],
      store: [204, '********', 26],
      refuse: [400, 'example-password', bodies.mail.smtpPort],
    },
  ],
  'default-scope': [
    async (seen) => {
      await seen.visitor.put('twilio', { isDefault: true });
      await seen.visitor.put('netgsm', { isDefault: true });
      await seen.visitor.put('mail', { isDefault: true });
      return (await list(seen)).map((setting) => setting['isDefault']);
    },
    { space: [false, false, true], type: [false, true, true], none: [true, true, true] },
  ],
  'type-provider-mismatch': [
    async (seen) => [await statusOfPut({ provider: 'Twilio' })(seen), await statusOfPut({ type: 'EMAIL' })(seen)],
    { accept: [204, 204], refuse: [400, 204] },
  ],
  'test-without-default': [testSend({ isDefault: false }), { '404': 404, '400': 400, '409': 409, '500': 500 }],
  'test-refused-by-provider': [
    testSend({ isDefault: true, username: 'fail-30' }),
    { '500': 500, '502': 502, '400': 400, '204': 204 },
  ],
  'creation-date': [
    async (seen) => {
      await seen.visitor.put('mail');
      const [before] = await list(seen);
      const operator = await seen.mock.enter('assumed', 'operator');
      await operator.put('mail');
      const [after] = await list(seen);
      return [before?.['creationDate'] === after?.['creationDate'], after?.['createdBy'], after?.['lastModifiedBy']];
    },
    { keep: [true, 'admin', 'operator'], renew: [false, 'operator', 'operator'] },
  ],
  'date-offset': [
    async (seen) => {
      await seen.visitor.put('mail');
      return String((await list(seen))[0]?.['creationDate']).replace(/.*T[\d:]+\.\d{3}/, '');
    },
    { '+03:00': '+03:00', Z: 'Z' },
  ],
  'error-body': [
    async ({ visitor }) => {
      const { body, headers } = await visitor.put('mail', { type: 5 });
      return [headers['content-type']?.split(';')[0], Object.keys(body as object)];
    },
    {
      vendor: ['application/json', ['status', 'error', 'message', 'errors']],
      problem: ['application/problem+json', ['type', 'title', 'status', 'detail', 'errors']],
    },
  ],
};
