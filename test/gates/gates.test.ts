// Every gate of the pipelines can turn red: there is a breakage of each, which changes what is there. They are replayed by
// gates.slow.test.ts.
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { breakages } from './breakages.ts';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

/** Commands of npm and scripts in the workflows that no breakage is of, and why. */
const others: Readonly<Record<string, string>> = {
  test: 'it is all that its pretest names, and test:unit',
  audit: 'the registry decides; audit.slow.test.ts replays it with a registry of its own',
  pack: 'it builds',
  publish: 'it publishes what was packed',
  install: 'it installs npm',
  gates: 'it replays the breakages',
};

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
        readonly steps: readonly { readonly run?: string }[];
      }
    >
  >;
}

/** What npm is asked for in the steps of the workflows and in .ci/run, with each value of a matrix. */
async function askedOfNpm(): Promise<string[]> {
  const files = await readdir(new URL('.github/workflows/', root));
  const lines = await Promise.all(
    files.map(async (file) => {
      const { jobs } = parse(await read(`.github/workflows/${file}`)) as Workflow;
      return Object.values(jobs).flatMap(({ steps, strategy }) =>
        steps.flatMap(({ run = '' }) => withEach(run, strategy?.matrix ?? {})),
      );
    }),
  );
  const script = (await read('.ci/run')).replaceAll(/^#.*$/gm, '');
  return [...lines.flat(), script].flatMap((line) =>
    [...line.matchAll(/\bnpm (?:run )?(?:--\S+ )*([a-z][\w:]*)/g)].map(([, name = '']) => name),
  );
}

function withEach(run: string, matrix: Readonly<Record<string, readonly unknown[]>>): string[] {
  return Object.entries(matrix).reduce(
    (runs, [name, values]) =>
      runs.flatMap((line) => values.map((value) => line.replaceAll(`\${{ matrix.${name} }}`, String(value)))),
    [run],
  );
}

describe('A gate of the pipelines', () => {
  it('A gate of the pipelines has a breakage, or a reason for none', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Readonly<Record<string, string>> };
    const checked = Object.keys(scripts).filter((name) => name.startsWith('check:'));
    const gates = new Set([...(await askedOfNpm()), ...checked, 'build', 'test:unit']);
    expect(gates.size).toBeGreaterThan(15);
    const broken = new Set(breakages.map(({ gate }) => gate));
    expect([...gates].filter((gate) => !broken.has(gate) && others[gate] === undefined)).toEqual([]);
    expect([...broken, ...Object.keys(others)].filter((gate) => !gates.has(gate))).toEqual([]);
  });

  it('A gate of the pipelines that runs the tests has a breakage for every room of them', async () => {
    const files = await readdir(new URL('test/', root), { recursive: true });
    const rooms = new Set(files.filter((file) => file.endsWith('.test.ts')).map((file) => file.split('/')[0]));
    rooms.delete('gates');
    expect([...rooms].filter((room) => !breakages.some((each) => each.room === room))).toEqual([]);
  });
});

describe('A breakage', () => {
  it.each(breakages)('A breakage changes a text that is there once: $name', async ({ file, change: [from, to] }) => {
    const text = await read(file);
    expect(text.split(from)).toHaveLength(2);
    expect(from).not.toBe(to);
  });

  it('A breakage has a name of its own', () => {
    expect(new Set(breakages.map(({ name }) => name)).size).toBe(breakages.length);
  });
});
