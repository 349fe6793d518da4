// The order of the files of tests: what takes longest begins first, or everything waits for it at the end. Vitest remembers the
// times of the last run, but there is none on a clean checkout, where it goes by the size of the files.
import { existsSync } from 'node:fs';
import { BaseSequencer } from 'vitest/node';

/** Those that take more than half a minute, the longest first. */
const longest = [
  'test/contract/variants.test.ts',
  'test/integrations/examples.test.ts',
  'test/contract/hostile-targets.test.ts',
  'test/contract/mock.test.ts',
  'test/readme/readme.test.ts',
  'test/contract/mutants.test.ts',
  'test/contract/fidelity.test.ts',
  'test/store/failing-disk.test.ts',
  'test/browser/everybody.test.ts',
  'test/launcher/code-cache.test.ts',
  'test/contract/parallel.test.ts',
  'test/integrations/start-mock.test.ts',
  'test/everything/fuzz.test.ts',
  'test/cli/package.test.ts',
];

function rank({ moduleId }) {
  const place = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
  return place === -1 ? longest.length : place;
}

export class LongestFirst extends BaseSequencer {
  /** Throws an Error if a file that is named here does not exist any more. */
  async sort(files) {
    const gone = longest.filter((file) => !existsSync(file));
    if (gone.length > 0)
      throw new Error(`There is no ${gone.join(', ')}: change the list in .config/longest-first.js.`);
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
