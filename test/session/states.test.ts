// The states of a login in src/session/README.md, each as it is written there.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Mock, startMock } from '../../src/index.ts';

const readme = await readFile(new URL('../../src/session/README.md', import.meta.url), 'utf8');
const beginning = /```js states\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
const [, table = ''] = readme.split(/^\| state +\|.*\n.*\n/m);

const withoutMarks = (cell: string): string => cell.trim().replaceAll(/^`|`$/g, '');

const states = table
  .split('\n\n', 1)[0]
  ?.split('\n')
  .map(
    (row) =>
      row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map(withoutMarks) as [string, string, string, string],
  );

type Run = (startMock: () => Promise<Mock>) => Promise<Response>;
const AsyncFunction = (async () => undefined).constructor as new (...parts: string[]) => Run;

describe('The states of a login', () => {
  it('The states of a login are more than two dozen', () => {
    expect(states?.length).toBeGreaterThan(24);
  });

  it.concurrent.for(states ?? [])(
    'The states of a login in the documentation: %s',
    async ([, first, then, expected]) => {
      let started: Mock | undefined;
      const run = new AsyncFunction('startMock', `${beginning}\n${first}\nreturn await ${then};`);
      const response = await run(async () => (started = await startMock()));
      const [status = '', ...words] = expected.split(' ');
      expect([String(response.status), await response.text()]).toEqual([
        status,
        expect.stringContaining(words.join(' ')),
      ]);
      await started?.close();
    },
  );
});
