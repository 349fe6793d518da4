import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['.config/global-setup.js'],
    maxWorkers: availableParallelism() + 1, // tests also wait: for processes, browsers and the time
    isolate: false, // no module has state that one file of tests could leave to another
    env: { FORCE_COLOR: '0' }, // vitest sets it for its own output; the commands that tests run are to be plain
    testTimeout: 60_000, // what hangs is to fail, and not what is slow while all cores are busy
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
