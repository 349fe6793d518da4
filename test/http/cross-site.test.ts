// A page of another site than the mock's has its cookies kept back by the browser: the refusal says so, and what to do.
import { describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import { createLog } from '../../src/http/log.ts';
import { createMock } from '../support/mock.ts';

const settings = '/api/otp/settings';

async function refused(headers: Record<string, string>): Promise<{ message: string; lines: string[] }> {
  const lines: string[] = [];
  const log = createLog('pretty', (line) => lines.push(line), false);
  const { agent } = await createMock({
    log,
    cors: ['http://localhost:5555', 'http://127.0.0.1:5555', headers['Origin'] ?? ''],
  });
  const { status, body } = await agent.get(settings).set({ 'X-Space': 'a', ...headers });
  expect(status).toBe(401);
  await expect.poll(() => lines).toHaveLength(1);
  return { message: (body as ErrorBody).message, lines };
}

describe('A request without the cookie', () => {
  it.each([
    ['http://localhost:5555', '127.0.0.1:4010', 'Use http://localhost:4010 instead of http://127.0.0.1:4010'],
    ['http://127.0.0.1:5555', 'localhost:4010', 'Use http://127.0.0.1:4010 instead of http://localhost:4010'],
    ['http://[::1]:5555', 'localhost', 'Use http://[::1] instead of http://localhost'],
  ])('A request without the cookie from a page of %s to %s is told which name to use', async (Origin, Host, advice) => {
    const { message, lines } = await refused({ Origin, Host, 'Sec-Fetch-Site': 'cross-site' });
    expect(message).toContain(`The page of ${Origin} called another site`);
    expect(message).toContain(advice);
    expect(lines.join()).toContain(message);
  });

  it.each([
    ['https://localhost:5555', 'localhost:4010'],
    ['https://app.example', '127.0.0.1:4010'],
    ['http://localhost:5555', 'localhost:4010'],
  ])('A request without the cookie from a page of %s to %s is told to share the origin', async (Origin, Host) => {
    const { message } = await refused({ Origin, Host, 'Sec-Fetch-Site': 'cross-site' });
    expect(message).toMatch(/called another site.*its own origin.*--auth off/);
  });

  it('A request without the cookie from a page of the same site is told to send the cookie along', async () => {
    const headers = { Origin: 'http://localhost:5555', Host: 'localhost:4010', 'Sec-Fetch-Site': 'same-site' };
    expect((await refused(headers)).message).toContain('credentials: "include"');
  });

  it.each<Record<string, string>>([
    {},
    { Host: 'localhost:4010' },
    { Origin: 'http://localhost:5173', Host: '127.0.0.1:4010', 'Sec-Fetch-Site': 'same-origin' }, // behind a proxy of Vite
    { Origin: 'http://localhost:5173', Host: '127.0.0.1:4010' }, // nobody knows what is in between
    { Host: '127.0.0.1:4010', 'Sec-Fetch-Site': 'none' },
  ])('A request without the cookie is told to log in where nobody can be sure (%j)', async (headers) => {
    const { message } = await refused(headers);
    expect(message).toContain('Log in at POST /login');
    expect(message).not.toContain('site');
  });
});
