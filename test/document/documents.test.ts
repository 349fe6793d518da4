import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { validatorFor } from '../../src/document/validate.ts';
import { fieldsOf } from '../../src/document/fields.ts';
import { loadDocuments } from '../../src/document/load.ts';
import { listOperations } from '../../src/document/operations.ts';
import { resolveDocuments } from '../../src/document/resolve.ts';
import { withReferences } from '../../src/document/with-references.ts';
import { providerNames, providers } from '../../src/settings/providers.ts';
import bodies from '../support/bodies.ts';

const documents = await loadDocuments();
const root = new URL('../../', import.meta.url);

async function writeDocument(change: (document: Record<string, unknown>) => unknown): Promise<string> {
  const document = parse(await readFile(new URL('openapi/otp-settings.yaml', root), 'utf8')) as Record<string, unknown>;
  const file = join(await mkdtemp(join(tmpdir(), 'document-')), 'contract.yaml');
  const changed = change(document);
  await writeFile(file, typeof changed === 'string' ? changed : stringify(changed));
  return file;
}

describe('The documents', () => {
  it('The documents give every operation an id of its own', () => {
    const ids = listOperations(documents).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('The documents mark exactly the secrets as secret', () => {
    const secrets = listOperations(documents).flatMap((operation) =>
      fieldsOf(operation).flatMap(({ name, secret }) => (secret ? [`${operation.id} ${name}`] : [])),
    );
    expect(secrets.toSorted()).toEqual([
      'expireTokens cookie',
      'putDataportSetting password',
      'putMailSetting password',
      'putNetgsmSetting password',
      'putTwilioSetting authToken',
      'putUser password',
      'refresh refresh_token',
    ]);
  });

  it.each(['otp-settings', 'session', 'control'])(
    'The documents have current TypeScript types for %s.yaml',
    async (name) => {
      const script = `import('./.config/generate-types.js').then(async ({ generate }) => process.stdout.write(await generate('${name}')))`;
      const generated = execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
      expect(generated).toBe(await readFile(new URL(`src/document/generated/${name}.ts`, root), 'utf8'));
    },
  );
});

describe('The documents that were prepared', () => {
  it('The documents that were prepared are what npm run generate makes', async () => {
    const script = `import('./.config/generate-types.js').then(async ({ prepare }) => process.stdout.write(await prepare()))`;
    const generated = execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
    const kept = await readFile(new URL('src/document/generated/documents.ts', root), 'utf8');
    expect(generated === kept, 'run npm run generate').toBe(true);
  });

  it('The documents that were prepared are those of the YAML files, with what is shared in them shared', async () => {
    const [loaded, resolved] = [await loadDocuments(), await resolveDocuments()];
    expect(loaded).toEqual(resolved);
    for (const name of ['contract', 'session', 'control'] as const)
      expect(withReferences(loaded[name]), 'run npm run generate').toEqual(withReferences(resolved[name]));
  });

  it('The documents that were prepared are a copy for each who loads them', async () => {
    const [one, other] = [await loadDocuments(), await loadDocuments()];
    delete one.contract.paths['/api/otp/settings'];
    expect(other.contract.paths).toHaveProperty('/api/otp/settings');
  });
});

describe('The fixtures', () => {
  it.each(providerNames)('The fixtures have a body for %s that fits its own schema', (name) => {
    const operation = listOperations(documents).find(({ id }) => id === providers[name].operationId);
    const schemaName = operation?.id.replace('put', '') ?? '';
    expect(validatorFor(documents.contract, schemaName)(bodies[name])).toBeUndefined();
  });

  it.each([
    ['users.json', 'control', 'Users'],
    ['demo.json', 'control', 'State'],
  ] as const)('The fixtures have a %s that fits the form of its kind', async (file, document, schema) => {
    const value: unknown = JSON.parse(await readFile(new URL(`fixtures/${file}`, root), 'utf8'));
    expect(validatorFor(documents[document], schema)(value)).toBeUndefined();
  });
});

describe('A document that cannot be used stops the start', () => {
  it.each([
    ['is missing', () => loadDocuments('/nowhere/contract.yaml'), /cannot be read \(ENOENT\)/],
    ['is no YAML', async () => loadDocuments(await writeDocument(() => 'a: [')), /not valid YAML/],
    ['is a list', async () => loadDocuments(await writeDocument(() => '- 1')), /must be an object/],
    [
      'breaks the rules of OpenAPI',
      async () => loadDocuments(await writeDocument((document) => ({ ...document, paths: { '/a': { get: {} } } }))),
      /#\/paths\/~1a\/get/,
    ],
    [
      'is of another version of OpenAPI',
      async () => loadDocuments(await writeDocument((document) => ({ ...document, openapi: '4.0.0' }))),
      /"4\.0\.0", but expected is "3\.0\.x" or "3\.1\.x", at #\/openapi/,
    ],
    [
      'refers to a file',
      async () =>
        loadDocuments(await writeDocument((document) => ({ ...document, 'x-a': { $ref: '/etc/passwd#/a' } }))),
      /"\/etc\/passwd#\/a".* at #\/x-a\/\$ref/,
    ],
    [
      'refers to the network',
      async () =>
        loadDocuments(await writeDocument((document) => ({ ...document, 'x-a': { $ref: 'http://127.0.0.1:1/a' } }))),
      /only references within the document/,
    ],
    [
      'is too large',
      async () => loadDocuments(await writeDocument(() => `a: ${'x'.repeat(32 * 1024 * 1024)}`)),
      /32 MB/,
    ],
    [
      'contains itself',
      async () => loadDocuments(await writeDocument((document) => `${stringify(document)}x-a: &a { b: *a }\n`)),
      /itself at #\/x-a\/b, by an alias/,
    ],
    [
      'is nested 20,000 deep',
      async () => loadDocuments(await writeDocument(() => `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`)),
      /nested/,
    ],
    [
      'is nested 300 deep',
      async () =>
        loadDocuments(
          await writeDocument((document) => `${stringify(document)}x-a: ${'['.repeat(300)}${']'.repeat(300)}\n`),
        ),
      /nested more than 200 levels deep at #\/x-a\/0/,
    ],
    [
      'has a pattern that is not a regular expression',
      async () =>
        loadDocuments(
          await writeDocument((document) => {
            const text = stringify(document);
            return text.replace(/pattern: .*/, "pattern: '[a-'");
          }),
        ),
      /has a pattern that is not a regular expression of JavaScript with the flag u \("\[a-"\) at #\/components\/schemas\/SpaceName\/pattern/,
    ],
    ['is a bomb of aliases', async () => loadDocuments(await writeDocument(() => bomb())), /Excessive alias count/],
  ])('A document that cannot be used stops the start when it %s', async (_, load, message) => {
    await expect(load()).rejects.toThrow(message);
    await expect(load()).rejects.toHaveProperty('name', 'StartError');
  });
});

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const earlier = level === 0 ? 'x' : Array.from({ length: 10 }, () => `*l${level - 1}`).join(', ');
    return `l${level}: &l${level} [${earlier}]`;
  });
  return levels.join('\n');
}
