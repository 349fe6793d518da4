// The documentation that is shown to users: the README and the pages of the rooms.
import { readdir, readFile } from 'node:fs/promises';

export const root = new URL('../../', import.meta.url);
const rooms = await readdir(new URL('src/', root), { recursive: true });
const names = rooms.filter((name) => name.endsWith('.md')).map((name) => `src/${name}`);

export const read = (name: string): Promise<string> => readFile(new URL(name, root), 'utf8');

export const readme = await read('README.md');
/** Each document with its text; the README comes first. */
export const documents = [
  ['README.md', readme] as const,
  ...(await Promise.all(names.toSorted().map(async (name) => [name, await read(name)] as const))),
];
