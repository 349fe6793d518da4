// The files of the two pages as the build wrote them: compressed, because every browser accepts gzip.
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Behaviours, noContent, type Reply } from '../document/behaviour.ts';
import { Refusal } from '../refusal/refusal.ts';
import { packageFile } from '../package.ts';

const folder = packageFile('dist/page/');

/** Each file by its name, compressed by gzip. */
export type Pages = ReadonlyMap<string, () => Promise<Buffer>>;

/** The files that there are; each is read when it is asked for. */
export async function findPages(): Promise<Pages> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.gz'));
  return new Map(names.map((name) => [name.slice(0, -3), () => readFile(new URL(name, folder))]));
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
};

/** Only content of the mock itself, and never in a frame. */
const policy = {
  page: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // The renderer of the documents sets styles from its script.
  docs: "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;

type PageOperations = 'getStart' | 'findPage' | 'getPage' | 'getDocs' | 'getAsset';

export function pageBehaviours(pages: Pages, version: string): Behaviours<PageOperations> {
  const vary = { Vary: 'Origin, Accept' };
  // Relative, if the base is unknown: from / as well as from /__mock.
  const toPage = (base: string) => ({ ...vary, Location: base === '' ? '__mock/' : `${base}/__mock/` });
  return {
    getStart: ({ headers: { accept = '' }, base }) =>
      /\btext\/html\b/.test(accept)
        ? { ...noContent, status: 302, headers: toPage(base) }
        : { status: 200, headers: vary, json: { ...startAt(base), version } },
    findPage: ({ base }) => ({ ...noContent, status: 308, headers: toPage(base) }),
    getPage: async () => page(await read(pages, 'page.html'), policy.page),
    getDocs: async () => page(await read(pages, 'docs.html'), policy.docs),
    getAsset: async ({ path, headers }) => file(path.file, await read(pages, path.file), headers['accept-encoding']),
  };
}

/** Where everything is, by path. */
const startAt = (base: string) => ({
  name: 'otp-settings-mock',
  page: `${base}/__mock/`,
  docs: `${base}/__mock/docs`,
  documents: {
    contract: `${base}/__mock/documents/contract`,
    session: `${base}/__mock/documents/session`,
    control: `${base}/__mock/documents/control`,
  },
  health: `${base}/__mock/health`,
});

/** @throws {Refusal} when there is no such file. */
async function read(pages: Pages, name: string): Promise<Buffer> {
  const content = await pages.get(name)?.();
  if (content) return content;
  throw new Refusal('not-found', `The page has no file ${JSON.stringify(name)}.`);
}

function page(content: Buffer, csp: string): Reply {
  const headers = { ...common, 'Content-Security-Policy': csp, 'X-Frame-Options': 'DENY' };
  return { status: 200, headers, text: { type: 'text/html', content: gunzipSync(content) } };
}

function file(name: string, content: Buffer, accepted = ''): Reply {
  const type = types[extname(name)] ?? 'application/octet-stream';
  if (!/\bgzip\b/.test(accepted)) return { status: 200, headers: common, text: { type, content: gunzipSync(content) } };
  return { status: 200, headers: { ...common, 'Content-Encoding': 'gzip' }, text: { type, content } };
}

const common = {
  'Cache-Control': 'no-cache',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  Vary: 'Origin, Accept-Encoding',
};
