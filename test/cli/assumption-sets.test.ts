// Named sets of assumptions on the command line. Needs a build.
import { describe, expect, it } from 'vitest';
import { run, start } from '../support/process.ts';

describe('A set of assumptions', () => {
  it('A set of assumptions sets its values, options to its right override it, and --help lists it', async () => {
    const args = ['--port', '0', '--ephemeral', '--log', 'silent', '--assume', '@jdk11', '--assume', 'id-type=string'];
    const { url } = await start(args);
    const { assumptions } = (await (await fetch(`${url}/__mock/assumptions`)).json()) as {
      assumptions: { name: string; value: string }[];
    };
    const values = Object.fromEntries(assumptions.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({ 'missing-space': 'default', 'settings-view': 'base', 'id-type': 'string' });
    for (const command of ['serve', 'contract'])
      expect((await run([command, '--help'])).stdout).toMatch(
        /@page +the documentation page[\s\S]*@jdk11 +the vendor's/,
      );
  });

  it('A set of assumptions holds for a contract run against a mock with the same set', async () => {
    const { url } = await start(['--port', '0', '--ephemeral', '--log', 'silent', '--assume', '@jdk11']);
    const args = ['contract', url, '--only', 'assumption.', '--strict', '--assume'];
    expect((await run([...args, '@jdk11'])).code).toBe(0);
    expect((await run([...args, '@page'])).code).toBe(1);
  });

  it('A set of assumptions that does not exist is refused with the names of those that do', async () => {
    const { code, stderr } = await run(['serve', '--assume', '@jdk8']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('@page, @jdk11') as string });
  });
});
