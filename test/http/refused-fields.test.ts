// Every field of every body, row by row of the page: the status, and the path that `errors` names.
import { afterAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/server.ts';
import { providerNames, providers } from '../../src/settings/providers.ts';
import { page } from '../page/rows.ts';
import bodies from '../support/bodies.ts';
import { paths, talkTo } from '../support/mock.ts';
import { createPutter, faultsOf } from '../support/refusals.ts';

const server = await createServer();
const mock = talkTo(server);
const cookie = await mock.login();
afterAll(() => server.close());
const { put, expectRefused, expectStored } = createPutter(mock, cookie);

const fields = providerNames.flatMap((provider) => {
  const rows = page.find(({ path }) => path === paths[provider])?.rows ?? [];
  return rows.map((row) => ({ provider, ...row }));
});

describe('A field', () => {
  it.each(fields.filter(({ required }) => required))(
    'A field $field of $provider is required',
    async ({ provider, field }) => {
      const body = { ...bodies[provider], [field]: undefined };
      await expectRefused(provider, { body }, `required /body/${field}`);
    },
  );

  it.each(fields.filter(({ max }) => max))('A field $field of $provider has at most $max characters', async (row) => {
    const { provider, field, max = 0 } = row;
    for (const character of ['x', 'ğ', '🔑']) {
      await expectStored(provider, { ...bodies[provider], [field]: character.repeat(max) });
      const body = { ...bodies[provider], [field]: character.repeat(max + 1) };
      await expectRefused(provider, { body }, `maxLength /body/${field}`);
    }
  });

  const wrong: Readonly<Record<string, readonly unknown[]>> = {
    string: [1, true, [], {}, 1.5, null],
    boolean: [1, 0, 'true', '', [], {}, null],
    integer: ['1', true, [], {}, null],
  };
  it.each(fields.filter(({ readOnly }) => !readOnly))('A field $field of $provider is of type $type', async (row) => {
    const { provider, field, type } = row;
    for (const value of wrong[type] ?? []) {
      const { status, body } = await put(provider, { body: { ...bodies[provider], [field]: value } });
      expect(status, JSON.stringify(value)).toBe(400);
      expect(faultsOf(body), JSON.stringify(value)).toContain(`type /body/${field}`);
      expect(faultsOf(body).every((fault) => fault.endsWith(`/body/${field}`))).toBe(true);
    }
  });

  it.each(fields.filter(({ readOnly }) => readOnly))(
    'A field $field of $provider is ignored, whatever it is',
    async (row) => {
      const { provider, field } = row;
      for (const value of ['x', 1, null, {}, '2020-01-01T00:00:00Z'])
        await expectStored(provider, { ...bodies[provider], [field]: value });
      const { body } = await mock.agent.get('/api/otp/settings').set({ Cookie: cookie, 'X-Space': 'refusals' });
      const { type, provider: name } = providers[provider];
      const stored = (body as Record<string, unknown>[]).find(
        (each) => each['type'] === type && each['provider'] === name,
      );
      expect(stored?.[field]).toMatch(field.endsWith('Date') ? /^20\d\d-.*\+03:00$/ : /^admin$/);
      expect(stored?.[field]).not.toBe('2020-01-01T00:00:00Z');
    },
  );

  it.each(['SMTP', 'SMTPS', 'SMTP_TLS'])('A field transportStrategy can be %s', async (transportStrategy) => {
    await expectStored('mail', { ...bodies.mail, transportStrategy });
  });
  it.each(['smtp', 'Smtps', 'TLS', '', ' SMTP', 'SMTP_TLS\u0000'])(
    'A field transportStrategy cannot be %j',
    async (transportStrategy) => {
      await expectRefused('mail', { body: { ...bodies.mail, transportStrategy } }, 'enum /body/transportStrategy');
    },
  );

  it.each([-(2 ** 31), -1, 0, 25, 2 ** 31 - 1, 587.0])(
    'A field smtpPort can be %d, which is an int32',
    async (smtpPort) => {
      await expectStored('mail', { ...bodies.mail, smtpPort });
    },
  );
  it.each([
    ['2147483648', 'format'],
    ['-2147483649', 'format'],
    ['1e21', 'format'],
    ['587.5', 'type'],
    ['1e400', 'type'],
  ])('A field smtpPort cannot be %s, which is not an int32', async (number, rule) => {
    const raw = JSON.stringify(bodies.mail).replace('587', number);
    const { status, body } = await put('mail', { raw });
    expect(status).toBe(400);
    expect(faultsOf(body)).toContain(`${rule} /body/smtpPort`);
  });

  it('A field that is unknown is ignored', async () => {
    await expectStored('mail', { ...bodies.mail, smtpHostname: 'x', ['__proto__']: { admin: true }, constructor: 1 });
  });
});

describe('All faults of a body', () => {
  it('All validation errors of a body are named at once, each with its path', async () => {
    const body = { type: 'x'.repeat(51), provider: 5, smtpPort: 'x', transportStrategy: 'x' };
    await expectRefused(
      'mail',
      { body },
      'required /body/isDefault',
      'maxLength /body/type',
      'type /body/provider',
      'enum /body/transportStrategy',
      'type /body/smtpPort',
    );
  });

  it('All validation errors of a body say what was received and what was expected, and never quote a secret', async () => {
    const body = { ...bodies.mail, type: 'x'.repeat(51), smtpPort: '587', password: 's3cr3t'.repeat(20) };
    const { text } = await put('mail', { body });
    expect(text).toContain('must have at most 50 characters (received 51)');
    expect(text).toContain('must be an integer (received \\"587\\")');
    expect(text).toContain('must have at most 60 characters (received 120)');
    expect(text).not.toContain('s3cr3t');
  });
});
