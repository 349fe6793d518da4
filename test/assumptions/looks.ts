// For each assumption: how to look at a mock, and what each value shows.
import type { AssumptionName } from '../../src/assumptions/table.ts';
import bodies from '../support/bodies.ts';
import { type Case, list, statusOfPut, testSend } from './look.ts';
import { looksOfLogins } from './looks-of-logins.ts';
import { looksOfRequests } from './looks-of-requests.ts';

export const looks: { readonly [Name in AssumptionName]: Case } = {
  ...looksOfRequests,
  ...looksOfLogins,
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
  'date-precision': [
    async (seen) => {
      await seen.visitor.put('mail');
      return /\.(\d+)/.exec(String((await list(seen))[0]?.['lastModifiedDate']))?.[1]?.length ?? 0;
    },
    { '3': 3, '0': 0, '6': 6, '9': 9 },
  ],
  'audit-fields': [
    async (seen) => {
      await seen.visitor.put('mail');
      const [setting = {}] = await list(seen);
      return ['creationDate', 'createdBy', 'lastModifiedDate', 'lastModifiedBy'].filter((name) => name in setting)
        .length;
    },
    { shown: 4, omitted: 0 },
  ],
  'error-body': [
    async ({ visitor }) => {
      const { body, headers, text } = await visitor.put('mail', { type: 5 });
      return [headers['content-type']?.split(';')[0], Object.keys(body as object), text.includes('/body/type')];
    },
    {
      vendor: ['application/json', ['status', 'error', 'message', 'errors'], true],
      problem: ['application/problem+json', ['type', 'title', 'status', 'detail', 'errors'], true],
      spring: ['application/json', ['timestamp', 'status', 'error', 'path'], false],
      html: ['text/html', [], true],
      text: ['text/plain', [], true],
      none: [undefined, [], false],
    },
  ],
  'error-details': [
    async ({ mock, visitor }) => {
      const refused = [await visitor.put('mail', { type: 5 }), await mock.agent.post('/__mock/faults').send({})];
      return refused.map(({ body }) => 'errors' in (body as object));
    },
    { listed: [true, true], none: [false, true] },
  ],
};
