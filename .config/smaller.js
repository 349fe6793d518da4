// What is left out of the published bundle, as a plugin for esbuild: parts of packages that nothing here reaches.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decode, encode } from '@jridgewell/sourcemap-codec';

const own = (name) => fileURLToPath(new URL(`smaller/${name}.js`, import.meta.url));

const ofPackage = (path) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));

const replaced = [
  [/^jsonc-parser$/, ofPackage('jsonc-parser/lib/esm/main.js')], // its other form hides from bundlers what it requires
  [/^iconv-lite$/, own('iconv-lite')],
  [/^undici$/, own('undici')],
  [/^@faker-js\/faker\/locale\/en$/, own('faker')],
  [/^\.\/openapi\.schema\.validator$/, own('openapi-schema-validator')],
];

/** The media types of what is sent and taken. */
const mediaTypes = [
  'application/json',
  'application/octet-stream',
  'application/problem+json',
  'application/x-www-form-urlencoded',
  'application/yaml',
  'image/svg+xml',
  'multipart/form-data',
  'text/css',
  'text/event-stream',
  'text/html',
  'text/javascript',
  'text/plain',
];

export const smaller = {
  name: 'smaller',
  setup(build) {
    for (const [filter, path] of replaced)
      build.onResolve({ filter }, ({ importer }) => (importer === path ? undefined : { path }));
    build.onLoad({ filter: /mime-db\/db\.json$/ }, async ({ path }) => {
      const all = JSON.parse(await readFile(path, 'utf8'));
      const kept = Object.fromEntries(mediaTypes.map((type) => [type, all[type]]));
      return { contents: JSON.stringify(kept), loader: 'json' };
    });
  },
};

/** A source map with the places of our own sources only. */
export function ownMap(text) {
  const map = JSON.parse(text);
  const kept = map.sources.flatMap((source, index) => (source.includes('node_modules/') ? [] : [index]));
  const place = new Map(kept.map((index, to) => [index, to]));
  const lines = decode(map.mappings).map((line) =>
    line.flatMap(([column, source, ...rest], index) => {
      if (place.has(source)) return [[column, place.get(source), rest[0], rest[1]]];
      const isFirst = index === 0 || place.has(line[index - 1][1]); // where ours ends
      return isFirst ? [[column]] : [];
    }),
  );
  const sources = kept.map((index) => map.sources[index]);
  return JSON.stringify({ version: 3, sources, names: [], mappings: encode(lines) });
}
