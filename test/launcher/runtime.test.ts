// What the program runs on, and that the library is one, however it is loaded. Needs a build.
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { execute } from '../support/package.ts';
import { flawOfRuntime } from '../../src/launcher/runtime.ts';

const file = (name: string): string => new URL(`../../dist/${name}`, import.meta.url).href;

interface Library {
  readonly startMock: () => Promise<Record<symbol, () => Promise<void>>>;
}

it.each([
  [{ node: '16.20.2' }, 'this is Node.js 16.20.2.'],
  [{ node: '18.0.0' }, 'this is Node.js 18.0.0.'],
  [{ node: '22.6.0', bun: '1.2.3' }, 'this is Bun 1.2.3.'],
  [{}, 'this is Node.js .'],
])('On %j the start says in one sentence what is needed', (versions, told) => {
  expect(flawOfRuntime(versions)).toBe(`otp-settings-mock needs Node.js 20.19, 22.12, 24 or later; ${told}`);
});

it.each(['20.19.0', '22.12.0', '24.0.0', '30.1.0'])('On Node.js %s it starts', (node) => {
  expect(flawOfRuntime({ node })).toBeUndefined();
});

it('The library can be required, and is the one that can be imported', async () => {
  const script = `
    const required = require('./dist/index.cjs');
    import('./dist/index.js').then((imported) => {
      const names = Object.keys(imported);
      console.log(names.length > 5 && names.every((name) => imported[name] === required[name] || name === 'describeContract'));
    });`;
  const { stdout } = await execute(process.execPath, ['-e', script], { cwd: new URL('../../', import.meta.url) });
  expect(stdout).toBe('true\n');
});

it('A mock is disposable for what was compiled in a context of its own, as with --pool=vmThreads', async () => {
  const { startMock } = (await import(file('index.js'))) as Library;
  const symbol = runInNewContext("Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')") as symbol;
  const mock = await startMock();
  for (const each of new Set([symbol, Symbol.asyncDispose])) await mock[each]?.();
  expect(typeof mock[symbol]).toBe('function');
});
