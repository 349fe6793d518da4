// Clients that generators make of the served document: each compiles, stores a setting, lists it without losing a field, and
// logs in by a code. The generators are large, so they are installed for this test only.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import { createServer } from '../../src/server.ts';
import { execute, install } from '../support/package.ts';

const packages = ['orval@7.13.2', 'openapi-typescript@7.13.0', 'openapi-fetch@0.17.0', 'zod@4.6.7', 'typescript@5.9.3'];

/** Versions of orval from 8 on need Node 22.18. Without the option, zod takes no date with the offset +03:00. */
const orval = {
  fetch: { input: './openapi.json', output: { target: './orval-fetch.ts', client: 'fetch' } },
  zod: {
    input: './openapi.json',
    output: { target: './orval-zod.ts', client: 'zod', override: { zod: { dateTimeOptions: { offset: true } } } },
  },
};

const mailSetting = {
  isDefault: true,
  type: 'Email',
  provider: 'Default',
  username: 'otp@acme.example',
  password: 'made-up',
  smtpHost: 'smtp.acme.example',
  smtpPort: 587,
  transportStrategy: 'SMTP_TLS',
};

/** What all programs begin with. The base URL and the cookie are put into each request by the fetch of this program. */
const start = `
const { URL_OF_MOCK: url = '' } = process.env;
let cookie = '';
const plain = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const request = new Request(typeof input === 'string' ? new URL(input, url) : input, init);
  if (cookie !== '') request.headers.set('Cookie', cookie);
  const response = await plain(request);
  const set = response.headers.getSetCookie().map((each) => each.split(';')[0]);
  if (set.length > 0) cookie = set.join('; ');
  return response;
};
const code = async () => ((await (await fetch('/__mock/otp/ada')).json()) as { code: string }).code;
const space = { 'X-Space': 'acme' };
const setting = ${JSON.stringify(mailSetting)} as const;
`;

const programs = {
  'openapi-typescript and openapi-fetch': `
import createClient from 'openapi-fetch';
import type { paths } from './openapi-typescript.js';
${start}
const client = createClient<paths>({ baseUrl: url, fetch: (request) => fetch(request) });
const form = { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
const credentials = { username: 'ada', password: 'ada' };
const asked = await client.POST('/login', { body: credentials, ...form });
const validated = { username: 'ada', otp_code: await code() };
const loggedIn = await client.POST('/validate', { body: validated, ...form });
await client.PUT('/api/otp/settings/mail/default', { params: { header: space }, body: setting });
const { data } = await client.GET('/api/otp/settings', { params: { header: space } });
console.log(JSON.stringify([asked.data, loggedIn.data?.spaces, data]));
`,
  'orval, fetch': `
import { getSettings, login, putMailSetting, validate } from './orval-fetch.js';
${start}
const asked = await login({ username: 'ada', password: 'ada' });
const loggedIn = await validate({ username: 'ada', otp_code: await code() });
await putMailSetting(setting, { headers: space });
const listed = await getSettings({ headers: space });
const spaces = loggedIn.status === 200 ? loggedIn.data.spaces : undefined;
console.log(JSON.stringify([asked.data, spaces, listed.status === 200 ? listed.data : listed.status]));
`,
  'orval, zod': `
import { getSettingsResponse, loginResponse, putMailSettingBody, validateResponse } from './orval-zod.js';
${start}
const post = async (path: string, fields: Record<string, string>) =>
  (await fetch(path, { method: 'POST', body: new URLSearchParams(fields) })).json();
const asked = loginResponse.parse(await post('/login', { username: 'ada', password: 'ada' }));
const loggedIn = validateResponse.parse(await post('/validate', { username: 'ada', otp_code: await code() }));
const body = JSON.stringify(putMailSettingBody.parse(setting));
const headers = { ...space, 'Content-Type': 'application/json' };
await fetch('/api/otp/settings/mail/default', { method: 'PUT', headers, body });
const list = getSettingsResponse.parse(await (await fetch('/api/otp/settings', { headers: space })).json());
console.log(JSON.stringify([asked, loggedIn.spaces, list]));
`,
};

let folder = '';
let url = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generators-'));
  const server = await createServer({ seed: 'demo' });
  url = await server.listen({ port: 0 });
  const user = { otp: 'mail', mail: 'ada@acme.example', spaces: ['acme'] };
  const headers = { 'Content-Type': 'application/json' };
  await fetch(`${url}/__mock/users/ada`, { method: 'PUT', headers, body: JSON.stringify(user) });
  await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  await install(folder, packages);
  const document = await (await fetch(`${url}/__mock/openapi.json?all`)).text();
  await writeFile(join(folder, 'openapi.json'), document);
  await writeFile(join(folder, 'orval.config.cjs'), `module.exports = ${JSON.stringify(orval)};`);
  const npx = (...args: string[]) => execute('npx', ['--no-install', ...args], { cwd: folder });
  await npx('openapi-typescript', 'openapi.json', '-o', 'openapi-typescript.d.ts');
  await npx('orval', '--config', 'orval.config.cjs');
  return async () => {
    await server.close();
    await rm(folder, { recursive: true });
  };
}, 240_000);

it.each(Object.entries(programs))(
  'A generated client compiles and drops nothing: %s',
  { timeout: 60_000 },
  async (name, text) => {
    const file = join(folder, `program-${name.replaceAll(/\W+/g, '-')}.ts`);
    await writeFile(file, text);
    const options = '--noEmit --strict --skipLibCheck --target es2022 --module nodenext --types node'.split(' ');
    const types = ['--typeRoots', new URL('../../node_modules/@types', import.meta.url).pathname];
    const compiled = execute('npx', ['--no-install', 'tsc', ...options, ...types, file], { cwd: folder });
    expect(await compiled.catch(({ stdout }: { stdout: string }) => ({ stdout }))).toMatchObject({ stdout: '' });
    const outfile = `${file}.mjs`;
    await build({ entryPoints: [file], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
    const { stdout } = await execute(process.execPath, [outfile], { env: { ...process.env, URL_OF_MOCK: url } });
    const [asked, spaces, list] = JSON.parse(stdout) as [unknown, unknown, readonly object[]];
    expect(asked).toEqual({ otp_required: true, otp_type: 'MAIL', username: 'ada' });
    expect(spaces).toEqual(['acme']);
    expect(list).toContainEqual(expect.objectContaining(mailSetting));
  },
);
