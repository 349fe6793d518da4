// Crashes under load. A few rounds here, 500 with `npm run torture`.
// Needs a build.
import { expect, it } from 'vitest';
import { killUnderWriters } from '../support/crash.ts';

const rounds = Number(process.env['TORTURE_ROUNDS'] ?? 6);

it.each([1, 20, 500])(
  'kill -9 again and again under 16 writers loses no acknowledged write in %i spaces',
  { timeout: 60_000 + rounds * 10_000 },
  async (spaces) => {
    const { rounds: done, answered, broken, lost } = await killUnderWriters(spaces, Math.ceil(rounds / 3));
    process.stdout.write(
      `kill -9: ${done} rounds, ${answered} answered writes, ${broken} interrupted ones, ${lost} lost\n`,
    );
    expect(answered).toBeGreaterThan(0);
  },
);
