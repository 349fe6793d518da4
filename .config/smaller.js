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

/**
 * Where a validator looks up references. The documents it is given have none, and it would walk through all of them for every
 * operation.
 */
const lookup = [
  [/openapi\.request\.validator\.js$/, /\n\s*paths: this\.apiDoc\.paths,\n\s*components: this\.apiDoc\.components,/g],
  [
    /openapi\.response\.validator\.js$/,
    /schema\.paths = this\.spec\.paths;|schema\.components = this\.spec\.components;/g,
  ],
];

export const smaller = {
  name: 'smaller',
  setup(build) {
    build.onResolve({ filter: /^@apidevtools\/json-schema-ref-parser$/ }, ({ importer }) =>
      importer.includes('express-openapi-validator') ? { path: own('json-schema-ref-parser') } : undefined,
    );
    for (const [filter, path] of replaced)
      build.onResolve({ filter }, ({ importer }) => (importer === path ? undefined : { path }));
    for (const [filter, text] of lookup)
      build.onLoad({ filter }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (source.match(text)?.length !== 2) throw new Error(`${path} is not as it was; see .config/smaller.js`);
        return { contents: source.replaceAll(text, '') };
      });
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
