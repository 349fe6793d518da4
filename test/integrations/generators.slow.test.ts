// Clients that generators make of the served document: each compiles, uses every operation, and loses no field. The generators
// are large, so they are installed for this test only.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import { createServer } from '../../src/server.ts';
import { execute, install } from '../support/package.ts';
import { programs, settings } from './generated-programs.ts';

const packages = ['orval@7.13.2', 'openapi-typescript@7.13.0', 'openapi-fetch@0.17.0', 'zod@4.6.7', 'typescript@5.9.3'];

/** Versions of orval from 8 on need Node 22.18. Without the option, zod takes no date with the offset +03:00. */
const orval = {
  fetch: { input: './openapi.json', output: { target: './orval-fetch.ts', client: 'fetch' } },
  zod: {
    input: './openapi.json',
    output: { target: './orval-zod.ts', client: 'zod', override: { zod: { dateTimeOptions: { offset: true } } } },
  },
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
    const [asked, spaces, sent, list] = JSON.parse(stdout) as [unknown, unknown, number, readonly object[]];
    expect(asked).toEqual({ otp_required: true, otp_type: 'MAIL', username: 'ada' });
    expect(spaces).toEqual(['acme']);
    expect(sent).toBe(204);
    const audit = { creationDate: expect.any(String) as string, lastModifiedBy: 'ada' };
    for (const [provider, setting] of Object.entries(settings))
      expect(list).toContainEqual(expect.objectContaining({ ...setting, isDefault: provider === 'mail', ...audit }));
  },
);
