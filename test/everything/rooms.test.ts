// The lint rule about imports can fail: every room is tried with imports from every other.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
interface Config {
  readonly rooms: readonly string[];
  readonly knownTo: Readonly<Record<string, readonly string[]>>;
}

const config = (await import(pathToFileURL(join(root, '.config/oxlint.config.mjs')).href)) as Config;
const isFolder = (room: string): boolean => room.endsWith('/');
const nameOf = (room: string): string => room.slice(0, -1);
const rooms = config.rooms.filter(isFolder).map(nameOf);

/** The imports that the rule refuses, as `room > imported`. */
async function refused(imports: (room: string) => string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rooms-'));
  for (const room of rooms) {
    await mkdir(join(folder, 'src', room), { recursive: true });
    const lines = imports(room).map((path, index) => `export { x as x${index} } from '${path}';`);
    await writeFile(join(folder, 'src', room, 'a.ts'), `${lines.join('\n')}\n`);
  }
  const args = ['oxlint', '-c', join(root, '.config/oxlint.config.mjs'), '-f', 'unix', join(folder, 'src')];
  const { stdout } = spawnSync('npx', ['--no-install', ...args], { cwd: root, encoding: 'utf8' });
  const found = stdout.matchAll(/src\/([\w-]+)\/a\.ts:\d+:\d+: '([^']+)' import is restricted/g);
  return [...found].map(([, room, path]) => `${room} > ${path}`).toSorted();
}

describe('Imports go one way', () => {
  it('Imports are ruled in every room of src', async () => {
    const there = await readdir(join(root, 'src'), { withFileTypes: true });
    expect(rooms.toSorted()).toEqual(there.flatMap((each) => (each.isDirectory() ? [each.name] : [])).toSorted());
  });

  it('Imports go from a room only to those before it, and from the contract run and the page to almost nothing of the mock', async () => {
    const refusedIn = (room: string): string[] => {
      const allowed = config.knownTo[`${room}/`]?.filter(isFolder).map(nameOf) ?? rooms.slice(0, rooms.indexOf(room));
      return rooms.filter((other) => other !== room && !allowed.includes(other));
    };
    const expected = rooms.flatMap((room) => refusedIn(room).map((other) => `${room} > ../${other}/a.ts`));
    const all = await refused((room) => rooms.filter((each) => each !== room).map((each) => `../${each}/a.ts`));
    expect(all).toEqual(expected.toSorted());
  });

  it('Imports of Express are in http only', async () => {
    const expected = rooms.filter((room) => room !== 'http').map((room) => `${room} > express`);
    expect(await refused(() => ['express'])).toEqual(expected.toSorted());
  });
});
