// Cookies of a login that a browser would not send, or not for long enough.
import { describe, expect, it, onTestFinished } from 'vitest';
import { judge } from '../support/judge.ts';
import { startBackend } from '../targets/backend.ts';

/** How the check ends against a backend whose login sets one of its cookies with other attributes. */
async function endingWith(name: string, attributes: string) {
  const backend = await startBackend({
    finish(call, answer) {
      const cookies = [answer.headers?.['Set-Cookie'] ?? []].flat();
      const changed = cookies.map((text) => (text.startsWith(`${name}=`) ? text.replace(/;.*/, attributes) : text));
      return call.route === 'login' ? { ...answer, headers: { ...answer.headers, 'Set-Cookie': changed } } : answer;
    },
  });
  onTestFinished(() => backend.close());
  const { report } = await judge({ url: backend.url, only: ['session.cookies-reach'] });
  return report.checks.find(({ id }) => id === 'session.cookies-reach');
}

describe('The cookies of a login', () => {
  it.each([
    ['ins_access_token', '; Path=/login', 'a path that /api/otp/settings is below'],
    ['ins_refresh_token', '; Path=/api', 'a path that /refresh is below'],
    ['ins_access_token', '; Path=/; Domain=otp.example', 'the domain 127.0.0.1'],
    ['ins_access_token', '; Path=/; Max-Age=60', 'a lifetime of 300 seconds'],
    ['ins_access_token', '; Path=/; Expires=Thu, 01 Jan 2026 00:00:00 GMT', 'a lifetime of 300 seconds'],
  ])('%s%s would not reach an operation', async (name, attributes, expected) => {
    expect(await endingWith(name, attributes)).toMatchObject({
      outcome: 'failed',
      expected: `${name} with ${expected}`,
      actual: `${name}=…${attributes}`,
    });
  });

  it.each([
    ['ins_access_token', ''],
    ['ins_access_token', '; Path=/api/otp; Max-Age=300; HttpOnly; Secure; SameSite=Strict'],
    ['ins_refresh_token', '; Path=/refresh; Max-Age=5'],
    ['ins_access_token', '; Domain=127.0.0.1; Path=/; Expires=Thu, 01 Jan 2099 00:00:00 GMT'],
  ])('%s%s reaches every operation', async (name, attributes) => {
    expect(await endingWith(name, attributes)).toMatchObject({ outcome: 'passed' });
  });
});
