import { describe, expect, it } from 'vitest';
import { createLog, type LogFormat } from '../../src/http/log.ts';
import { createMock, paths } from '../support/mock.ts';

async function logged(format: LogFormat): Promise<string[]> {
  const lines: string[] = [];
  const mock = await createMock({ log: createLog(format, (line) => lines.push(line), false) });
  const visitor = await mock.enter('a b');
  await visitor.put('mail', { password: 'p'.repeat(61), ['x\n\u001b[31mforged']: 1, type: 5 });
  await mock.agent.put(`${paths.mail}?x=%0a\u001b`).set('Cookie', 'ins_access_token=s3cr3t');
  await visitor.put('mail', { password: 's3cr3t' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  return lines;
}

describe('The log', () => {
  it('The log has one line for each request: method, path, space, status, time, and the reason of a refusal', async () => {
    const [login, refused, unauthorized, stored, ...more] = await logged('pretty');
    expect(more).toEqual([]);
    expect(login).toMatch(/^\d\d:\d\d:\d\d 200 POST \/login \d+\.\d ms$/);
    expect(refused).toMatch(
      / 400 PUT {2}\/api\/otp\/settings\/mail\/default space=a b \d+\.\d ms The request has 2 validation errors/,
    );
    expect(unauthorized).toMatch(/ 401 PUT .* The token is not a JSON Web Token/);
    expect(stored).toMatch(/ 204 PUT {2}\/api\/otp\/settings\/mail\/default space=a b \d+\.\d ms$/);
  });

  it('The log as JSON has the same, for programs', async () => {
    const lines = (await logged('json')).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[1]).toMatchObject({
      method: 'PUT',
      url: paths.mail,
      space: 'a b',
      status: 400,
      ms: expect.any(Number) as number,
      reason: expect.stringContaining('/body/type') as string,
    });
  });

  it('The log is empty with --log silent', async () => {
    expect(await logged('silent')).toEqual([]);
  });

  it.each(['pretty', 'json'] as const)('The log %s has no secret and no control character', async (format) => {
    const text = (await logged(format)).join('');
    expect(text).not.toMatch(/s3cr3t|ppppp/);
    expect(text).not.toMatch(/\p{Cc}/u);
  });
});
