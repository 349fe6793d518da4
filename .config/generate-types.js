// Writes src/document/generated/*.ts from openapi/*.yaml: the types, and the documents themselves, checked and resolved. A test
// runs `generate()` and `prepare()` and compares.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { stringify } from 'flatted';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { format } from './format.js';

const documents = ['otp-settings', 'session', 'control'];
const root = new URL('../', import.meta.url);

/** The TypeScript source of one document's types, as it should stand in src/document/generated. */
export async function generate(name) {
  const source = astToString(await openapiTypescript(new URL(`openapi/${name}.yaml`, root)));
  const header = `// Generated from openapi/${name}.yaml by \`npm run generate\`. Do not edit.\n`;
  return format(`${name}.ts`, header + source);
}

/** The TypeScript source of the resolved documents, as text that keeps shared objects shared. */
export async function prepare() {
  const { resolveDocuments } = await importSource('src/document/resolve.ts');
  const text = JSON.stringify(stringify(await resolveDocuments()));
  return [
    '// Generated from openapi/*.yaml by `npm run generate`. Do not edit.',
    '/** The resolved documents, as flatted writes them. */',
    `export const prepared = ${text};`,
    '',
  ].join('\n');
}

/** A module of ours, for a Node that does not read TypeScript. */
async function importSource(path) {
  const outfile = fileURLToPath(
    new URL(`node_modules/.cache/otp-settings-mock/${path.replace(/\.ts$/, '.mjs')}`, root),
  );
  await build({
    entryPoints: [fileURLToPath(new URL(path, root))],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    define: { 'import.meta.url': JSON.stringify(new URL('src/package.ts', root).href) }, // the only file that asks
    logLevel: 'silent',
  });
  return import(pathToFileURL(outfile).href);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(new URL('src/document/generated/', root), { recursive: true });
  for (const name of documents)
    await writeFile(new URL(`src/document/generated/${name}.ts`, root), await generate(name));
  await writeFile(new URL('src/document/generated/documents.ts', root), await prepare());
}
export { documents };
