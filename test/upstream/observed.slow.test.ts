// What passes to a conforming backend decides assumptions, and none of them wrongly.
import { describe, expect, it, onTestFinished } from 'vitest';
import { table } from '../../src/assumptions/table.ts';
import { startListening } from '../support/passing.ts';
import { askForty } from '../support/forty-requests.ts';
import { startBackend } from '../targets/backend.ts';
import { type Variant, variants } from '../targets/variants.ts';

const correct: Variant = { name: 'correct', description: '', quirks: {}, differs: {} };
const six = [
  'putTwilioSetting',
  'putNetgsmSetting',
  'putDataportSetting',
  'putMailSetting',
  'getSettings',
  'sendTestMessage',
];
/** What these requests do not ask for. That a send which the provider refused is answered with 204 cannot be seen from outside. */
const unasked = (name: string): boolean => /^otp-|^login-lock|^locked|^silent-renewal|^too-large/.test(name);
const defaults = Object.fromEntries(Object.entries(table).map(([name, { values }]) => [name, values[0]]));

interface Shown {
  readonly assumptions: Readonly<Record<string, { value: string; evidence: string }>>;
}

describe('What passes decides assumptions', { timeout: 30_000 }, () => {
  it.each([correct, ...variants])(
    'Forty requests decide twenty assumptions and more, none wrongly: $name',
    async ({ quirks, differs, token, unseen = [] }) => {
      const backend = await startBackend(quirks);
      onTestFinished(() => backend.close());
      const { url } = await startListening({ upstream: backend.url, forward: six });
      expect(await askForty(url, token)).toBeLessThanOrEqual(40);
      const { assumptions } = (await (await fetch(`${url}/__mock/observed`)).json()) as Shown;
      const right: Record<string, string> = { ...defaults, ...differs };
      const wrong = Object.entries(assumptions).filter(
        ([name, { value }]) => value !== right[name] || unseen.includes(name),
      );
      expect(wrong).toEqual([]);
      const missed = Object.keys(differs).filter(
        (name) => !unasked(name) && differs[name] !== '204' && !unseen.includes(name) && !assumptions[name],
      );
      expect(missed).toEqual([]);
      expect(Object.keys(assumptions).length).toBeGreaterThanOrEqual(20);
    },
  );
});
