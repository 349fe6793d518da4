import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ErrorBody, SpaceState } from '../../src/document/schemas.ts';
import { createServer } from '../../src/server.ts';
import bodies from '../support/bodies.ts';
import { createMock, talkTo } from '../support/mock.ts';

const folder = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), 'control-')), 'data');

describe('GET /__mock/health', () => {
  it('GET /__mock/health needs no session and returns the version', async () => {
    const { agent } = await createMock();
    const { status, body } = await agent.get('/__mock/health');
    expect({ status, body }).toEqual({
      status: 200,
      body: { status: 'ok', version: expect.stringMatching(/^\d/) as string },
    });
  });
});

describe('The contract as served', () => {
  it('The contract as served is a valid document with its components named, as JSON and as YAML', async () => {
    const { agent } = await createMock();
    const json = (await agent.get('/__mock/openapi.json')).body as Record<string, unknown>;
    const answer = await agent.get('/__mock/openapi.yaml').responseType('text');
    expect(answer.headers['content-type']).toContain('application/yaml');
    expect(parse(String(answer.body))).toEqual(json);
    expect(json).toHaveProperty(
      ['paths', '/api/otp/settings/sms/twilio', 'put', 'requestBody', 'content', 'application/json', 'schema'],
      { $ref: '#/components/schemas/TwilioSetting' },
    );
    await expect(SwaggerParser.validate(json as never)).resolves.toBeTruthy();
  });
});

describe('The state of a space', () => {
  it('The state of a space is read with secrets masked, and whole when asked for', async () => {
    const mock = await createMock();
    await (await mock.enter('a')).put('mail');
    const masked = (await mock.agent.get('/__mock/spaces/a')).body as SpaceState;
    expect(masked.settings.mail).toMatchObject({ password: '********', createdBy: 'admin' });
    const plain = (await mock.agent.get('/__mock/spaces/a?secrets=plain')).body as SpaceState;
    expect(plain.settings.mail?.password).toBe('example-password');
  });

  it('The state of a space can be restored with its messages, also into another space', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await a.put('twilio');
    await a.sendTest();
    await a.sendTest();
    const before = (await mock.agent.get('/__mock/spaces/a?secrets=plain')).body as SpaceState;
    expect((await mock.agent.put('/__mock/spaces/a').send(before)).status).toBe(204);
    expect((await mock.agent.get('/__mock/spaces/a?secrets=plain')).body).toEqual(before);
    await mock.agent.put('/__mock/spaces/b%2Fc').send(before);
    const copy = (await mock.agent.get('/__mock/spaces/b%2Fc?secrets=plain')).body as SpaceState;
    expect(copy.settings).toEqual(before.settings);
    expect(copy.outbox?.map(({ id }) => id)).toEqual(before.outbox?.map(({ id }) => id));
    expect(copy.outbox?.[0]?.space).toBe('b/c');
  });

  it('The state of a space with masked secrets is refused, and nothing is lost', async () => {
    const mock = await createMock();
    await (await mock.enter('a')).put('mail');
    const masked = (await mock.agent.get('/__mock/spaces/a')).body as SpaceState;
    const { status, body } = await mock.agent.put('/__mock/spaces/a').send(masked);
    expect(status).toBe(400);
    expect((body as ErrorBody).message).toContain('The secret mail.password in the space "a" is masked');
    const after = (await mock.agent.get('/__mock/spaces/a?secrets=plain')).body as SpaceState;
    expect(after.settings.mail?.password).toBe('example-password');
  });

  it.each([
    [
      'a setting that does not fit',
      { settings: { mail: { ...bodies.mail, smtpPort: 'x' } } },
      '/body/settings/mail/smtpPort',
    ],
    ['an unknown provider', { settings: { pigeon: {} } }, '/body/settings/pigeon'],
    ['a message without an id', { settings: {}, outbox: [{}] }, '/body/outbox/0/id'],
    ['no settings', {}, '/body/settings'],
  ])('The state of a space with %s is refused', async (_, state, path) => {
    const { agent } = await createMock();
    const { status, body } = await agent.put('/__mock/spaces/a').send(state);
    expect(status).toBe(400);
    expect((body as ErrorBody).errors?.map((fault) => fault.path)).toContain(path);
  });

  it('The state of a space is deleted with DELETE, and an unknown space gets 404', async () => {
    const mock = await createMock();
    await (await mock.enter('a')).put('mail');
    expect((await mock.agent.delete('/__mock/spaces/a')).status).toBe(204);
    for (const answer of [await mock.agent.get('/__mock/spaces/a'), await mock.agent.delete('/__mock/spaces/a')])
      expect(answer.status).toBe(404);
    expect((await mock.agent.get('/__mock/spaces')).body).toEqual({ spaces: [] });
  });
});

describe('A seed', () => {
  it('A seed fills spaces that do not exist yet, and a reset goes back to it', async () => {
    const data = await folder();
    const first = await createServer({ data, seed: 'demo' });
    const before = talkTo(first);
    await (await before.enter('production')).put('mail', { smtpHost: 'mine.example' });
    await before.agent.delete('/__mock/spaces/failing');
    await first.close();

    const mock = await createMock({ data, seed: 'demo' });
    const production = await mock.enter('production');
    expect((await production.get()).body).toMatchObject([{ smtpHost: 'mine.example' }]);
    await (await mock.enter('own')).put('mail');
    await production.sendTest();
    expect((await mock.agent.post('/__mock/reset')).status).toBe(204);
    const { spaces } = (await mock.agent.get('/__mock/spaces')).body as { spaces: object[] };
    expect(spaces).toEqual([
      { name: 'default_space', settings: 4, messages: 0 },
      { name: 'failing', settings: 1, messages: 0 },
      { name: 'production', settings: 1, messages: 0 },
    ]);
    expect((await production.get()).body).toMatchObject([{ smtpHost: 'smtp.acme.example', createdBy: 'seed' }]);
  });

  it.each([
    ['is missing', () => '/nowhere/seed.json', /cannot be read \(ENOENT\).*"demo"/],
    ['is no JSON', async () => writeSeed('{"password": s3cr3t'), /not valid JSON/],
    [
      'has a setting that does not fit',
      async () => writeSeed('{"spaces":{"a":{"settings":{"mail":{}}}}}'),
      /\/spaces\/a\/settings\/mail.*isDefault/,
    ],
    ['is a list', async () => writeSeed('[]'), /must be object/],
  ])('A seed that %s stops the start', async (_, seed, message) => {
    await expect(createServer({ seed: await seed() })).rejects.toThrow(message);
    await expect(createServer({ seed: await seed() })).rejects.not.toThrow(/s3cr3t/);
  });
});

async function writeSeed(text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'seed-')), 'seed.json');
  await writeFile(file, text);
  return file;
}
