// One crash under load. More of them: kill.slow.test.ts, and 500 with `npm run torture`.
// Needs a build.
import { expect, it } from 'vitest';
import { killUnderWriters } from '../support/crash.ts';

it('kill -9 under 16 writers loses no acknowledged write', async () => {
  const { answered, broken } = await killUnderWriters(20, 1);
  expect(answered).toBeGreaterThan(0);
  expect(broken).toBeGreaterThan(0);
});
