// Writes src/document/generated/*.ts from openapi/*.yaml. A test runs `generate()` and compares.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { format } from 'prettier';

const documents = ['otp-settings', 'session', 'control'];
const root = new URL('../', import.meta.url);

/** The TypeScript source of one document's types, as it should stand in src/document/generated. */
export async function generate(name) {
  const source = astToString(await openapiTypescript(new URL(`openapi/${name}.yaml`, root)));
  const header = `// Generated from openapi/${name}.yaml by \`npm run generate\`. Do not edit.\n`;
  return format(header + source, { parser: 'typescript', printWidth: 120, singleQuote: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(new URL('src/document/generated/', root), { recursive: true });
  for (const name of documents)
    await writeFile(new URL(`src/document/generated/${name}.ts`, root), await generate(name));
}
export { documents };
