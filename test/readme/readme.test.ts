// The front door: the quick start prints what the README shows. All other documents: readme.slow.test.ts.
// Needs a build.
import { describe, expect, it } from 'vitest';
import { expectAsShown } from '../support/console.ts';
import { documents, read, readme } from '../support/documentation.ts';
import { hasCurl } from '../support/tools.ts';

const everything = documents.map(([, text]) => text).join('\n');

describe('The README', () => {
  it.skipIf(!hasCurl)('The README shows a quick start that prints what it says', () => expectAsShown(readme));

  it('The README shows the two commands of a clone, and all documents only scripts that package.json has', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    for (const name of ['start', 'test']) {
      expect(readme).toContain(`\`npm ci && npm ${name}\``);
      expect(scripts).toHaveProperty(name);
    }
    const contributing = await read('.github/CONTRIBUTING.md');
    for (const [, name = ''] of `${everything}${contributing}`.matchAll(/npm run ([\w:]+)/g))
      expect(Object.keys(scripts)).toContain(name);
  });
});
