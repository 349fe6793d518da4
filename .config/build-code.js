// Builds the code that is published: one bundle of everything, and the doors to it. The command, the library and a mock in a
// thread of its own all load the same bundle.
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ownMap } from './own-map.js';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** What can be imported, by its name in dist. */
export const library = {
  index: 'src/index',
  vitest: 'src/integrations/vitest',
  'vitest-global-setup': 'src/integrations/vitest-global-setup',
  playwright: 'src/integrations/playwright',
  vite: 'src/integrations/vite',
};
/** What is there already where these parts are used. */
export const peers = ['vitest', 'vitest/node', 'vite', '@playwright/test'];

/** What is used where somebody has it: the driver of the database, and what colours the output of the package debug. */
const optional = ['pg', 'supports-color'];

const common = {
  absWorkingDir: path('.'),
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'none', // all licences are in a file of their own
  metafile: true,
  logLevel: 'warning',
};
const mapped = { sourcemap: true, sourcesContent: false, write: false };

/** Builds all of it into dist. Returns the paths of the files that went into it. */
export async function buildCode() {
  await mkdir(path('dist'), { recursive: true });
  const { inputs, needed } = await buildEntries();
  return [...inputs, ...(await buildBundle(needed)), ...(await buildDoors())];
}

/**
 * The entries that can be imported: ESM, and the main one also as CommonJS, for Jest and `.cts`; with no more in them than what deals with the peers. The rest they take from the
 * bundle, by the library's door.
 */
async function buildEntries() {
  const needed = new Set();
  const ofPeer = new RegExp(`(from|import\\(?)\\s*'(${peers.join('|')})'`);
  const from = (door) => ({
    name: 'from-bundle',
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, async ({ path: name, resolveDir }) => {
        const file = join(resolveDir, name);
        if (ofPeer.test(await readFile(file, 'utf8'))) return undefined;
        needed.add(file);
        return { path: door, external: true };
      });
    },
  });
  const options = { ...common, ...mapped, external: peers };
  const entryPoints = Object.fromEntries(Object.entries(library).map(([name, file]) => [name, path(`${file}.ts`)]));
  const main = { entryPoints: [path(`${library.index}.ts`)], outfile: path('dist/index.cjs') };
  const built = await Promise.all([
    build({ ...options, format: 'esm', entryPoints, outdir: path('dist'), plugins: [from('./library.js')] }),
    build({ ...options, format: 'cjs', ...main, plugins: [from('./library.cjs')] }),
  ]);
  for (const { outputFiles } of built) await write(outputFiles);
  return { inputs: built.flatMap(({ metafile }) => Object.keys(metafile.inputs)), needed };
}

/** Everything else in one file, of which only that is evaluated at once which most starts need. */
async function buildBundle(needed) {
  const contents = [
    `export const library = () => Object.assign({}, ${[...needed]
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((file) => `require(${JSON.stringify(file)})`)
      .join(', ')});`,
    "export const runCommand = async (...given) => (await import('./src/cli.ts')).runCommand(...given);",
    "export const loadRun = async () => (await import('./src/contract/run/run.ts')).Run;", // for our tests of what is shipped
    "export const runInThread = async () => (await import('./src/integrations/mock-thread.ts')).runInThread();",
  ].join('\n');
  const { outputFiles, metafile } = await build({
    ...common,
    ...mapped,
    format: 'cjs',
    stdin: { contents, resolveDir: path('.'), sourcefile: 'bundle.js' },
    outfile: path('dist/bundle.cjs'),
    external: optional,
    supported: { 'dynamic-import': false }, // what leaves the bundle is required
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' }, // its other form hides from bundlers what it requires
  });
  await write(outputFiles);
  // V8 keeps such a text in half the memory, and reads it in half the time; esbuild escapes all but regular expressions.
  const foreign = /[^\0-\x7f]/.exec(outputFiles.find(({ path: file }) => file.endsWith('.cjs')).text);
  if (foreign)
    throw new Error(`The bundle has the character ${foreign[0]}: write it as an escape, as in a regular expression.`);
  return Object.keys(metafile.inputs);
}

async function write(files) {
  for (const { path: file, text, contents } of files)
    await writeFile(file, file.endsWith('.map') ? ownMap(text) : contents);
}

/** What loads the bundle: for the command, for a thread, and for whoever imports something. */
async function buildDoors() {
  const bundle = path('dist/bundle.cjs');
  const name = createHash('sha256')
    .update(await readFile(bundle))
    .digest('hex')
    .slice(0, 16);
  const commonjs = {
    ...common,
    format: 'cjs',
    define: { BUILD: JSON.stringify(name), 'import.meta.dirname': '__dirname' },
  };
  const exported = Object.keys(createRequire(import.meta.url)(bundle).library()).join(', ');
  const built = await Promise.all([
    build({
      ...commonjs,
      target: 'node12', // which can read it, and is told what is needed
      entryPoints: [path('src/launcher/command.ts')],
      outfile: path('dist/cli.cjs'),
      banner: { js: '#!/usr/bin/env node' },
    }),
    build({ ...commonjs, entryPoints: [path('src/launcher/thread.ts')], outfile: path('dist/mock-thread.cjs') }),
    build({
      ...commonjs,
      stdin: { contents: "module.exports = require('./src/launcher/library.ts').default;", resolveDir: path('.') },
      outfile: path('dist/library.cjs'),
    }),
  ]);
  await writeFile(
    path('dist/library.js'),
    `import library from './library.cjs';\nexport const { ${exported} } = library;\n`,
  );
  await chmod(path('dist/cli.cjs'), 0o755);
  return built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
}
