// The validator in one file, as the published bundle contains it, for tests of the sources: without the parts that nothing here
// reaches, of which it would compile one again for every mock.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { smaller } from './smaller.js';

const folder = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${folder}node_modules/.cache/otp-settings-mock/validator.mjs`;

const source = `
  import { middleware } from 'express-openapi-validator';
  import { createRequestAjv } from 'express-openapi-validator/dist/framework/ajv/index.js';
  export { createRequestAjv, middleware };
`;

/** Makes the file. Resolves with its path. */
export async function buildValidator() {
  await build({
    stdin: { contents: source, resolveDir: folder },
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    outfile,
    plugins: [smaller],
    logLevel: 'warning',
  });
  return outfile;
}
