// Builds what is published into dist: the command and the library as one bundle without dependencies, its types, the web pages,
// and a list of all that is in it, with the licences.
import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { buildCode, library, peers } from './build-code.js';
import { buildPages, pagePackages } from './build-page.js';
import { listPackages } from './packages.js';

const root = new URL('../', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));

const bundling = {
  external: (id) => /^[^./]/.test(id) && id !== 'openapi-types',
  treeshake: { moduleSideEffects: false },
  plugins: [dts({ respectExternal: true })],
  onwarn: (warning) => {
    throw new Error(warning.message);
  },
};

/** In one file, because CommonJS cannot take types from a module. */
async function writeCommonJsTypes(input) {
  const bundled = await rollup({ input, ...bundling });
  await bundled.write({ file: path('dist/index.d.cts') });
}

/** Types as they are exported, without those of the packages that are bundled. */
async function types() {
  const folder = 'node_modules/.cache/otp-settings-mock/types';
  await rm(path(folder), { recursive: true, force: true });
  execFileSync(process.execPath, [path('node_modules/typescript/bin/tsc'), '-p', path('.config/tsconfig.build.json')], {
    stdio: 'inherit',
  });
  const input = Object.fromEntries(
    Object.entries(library).map(([name, file]) => [name, path(`${folder}/${file.replace('src/', '')}.d.ts`)]),
  );
  await writeCommonJsTypes(input.index);
  const bundled = await rollup({ input, ...bundling });
  const { output } = await bundled.write({
    dir: path('dist'),
    chunkFileNames: 'types-[hash].d.ts',
    entryFileNames: '[name].d.ts',
    // A file that only adds to another module has to be a module itself, or it would take that one's place.
    outro: ({ exports }) => (exports.length === 0 ? 'export {};' : ''),
  });
  const foreign = output
    .flatMap(({ imports }) => imports)
    .filter((id) => !/^(node:|types-)/.test(id) && !peers.includes(id));
  if (foreign.length > 0)
    throw new Error(`The types need ${foreign.join(', ')}, which nobody has where they are used.`);
}

await rm(path('dist'), { recursive: true, force: true });
const [inputs] = await Promise.all([buildCode(), types(), buildPages()]);
const { sbom, licences } = await listPackages(root, { inputs, others: pagePackages });
await writeFile(path('dist/sbom.cdx.json'), sbom);
await writeFile(path('dist/licences.txt'), licences);
