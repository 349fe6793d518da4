// Builds the web pages into dist/page: every file compressed, as it is sent.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const source = (name) => fileURLToPath(new URL(`src/page/${name}`, root));
const target = new URL('dist/page/', root);
const require = createRequire(import.meta.url);
const swagger = dirname(require.resolve('swagger-ui-dist/package.json'));

/** A module of ours with all that it imports, small. */
async function bundle(entry, external = []) {
  const { outputFiles } = await build({
    entryPoints: [source(entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: source('tsconfig.json'),
    legalComments: 'none',
    external,
  });
  return outputFiles[0].contents;
}

/** The icon while there are messages that nobody has seen. */
const withDot = (icon) => icon.replace('</svg>', '<circle cx="25" cy="7" r="7" fill="#c8102e"/></svg>');

/** The packages that the pages are made of. */
export const pagePackages = ['preact', '@preact/signals', '@preact/signals-core', 'swagger-ui-dist'];

/** Writes every file of the pages, compressed. */
export async function buildPages() {
  const files = {
    'page.html': readFile(source('page.html')),
    'page.css': build({ entryPoints: [source('page.css')], write: false, minify: true }).then(
      ({ outputFiles }) => outputFiles[0].contents,
    ),
    'page.js': bundle('main.tsx'),
    'docs.html': readFile(source('docs.html')),
    'docs.css': readFile(source('docs.css')),
    'docs.js': bundle('docs.ts'),
    'swagger-ui.css': readFile(join(swagger, 'swagger-ui.css')),
    'icon.svg': readFile(source('icon.svg')),
    'icon-unread.svg': readFile(source('icon.svg'), 'utf8').then(withDot),
  };
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const [name, content] of Object.entries(files))
    await writeFile(new URL(`${name}.gz`, target), gzipSync(await content, { level: 9 }));
}
