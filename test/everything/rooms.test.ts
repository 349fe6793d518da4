// The lint rule about imports can fail: every room is tried with imports from every other.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const rooms =
  'document assumptions refusal random store session settings outbox faults delivery http control contract integrations'.split(
    ' ',
  );

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
  const found = stdout.matchAll(/src\/(\w+)\/a\.ts:\d+:\d+: '([^']+)' import is restricted/g);
  return [...found].map(([, room, path]) => `${room} > ${path}`).toSorted();
}

describe('Imports go one way', () => {
  it('Imports go from a room only to those before it, and from the contract run and the page to almost nothing of the mock', async () => {
    // Two stand apart: the contract run can be pointed at any backend, and the page runs in a browser.
    const apart: Record<string, string[]> = { contract: ['document', 'assumptions'], page: ['document', 'settings'] };
    const refusedIn = (room: string): string[] => {
      const allowed = apart[room] ?? rooms.slice(0, rooms.indexOf(room));
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
