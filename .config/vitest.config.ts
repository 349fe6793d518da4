import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    maxWorkers: '100%',
    env: { FORCE_COLOR: '0' }, // vitest sets it for its own output; the commands that tests run are to be plain
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
