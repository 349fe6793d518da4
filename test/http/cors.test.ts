import { describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import { createLog } from '../../src/http/log.ts';
import { createMock } from '../support/mock.ts';

const settings = '/api/otp/settings';
const preflight = {
  'Access-Control-Request-Method': 'PUT',
  'Access-Control-Request-Headers': 'content-type,x-space,traceparent,x-request-id',
};

describe('A page of an allowed origin', () => {
  it.each([
    [undefined, 'http://localhost:5173'],
    [undefined, 'https://localhost'],
    [undefined, 'http://127.0.0.1:3000'],
    [undefined, 'http://[::1]:3000'],
    [undefined, 'http://app.localhost:5173'],
    [['https://app.example'], 'https://app.example'],
    [['https://app.example'], 'http://localhost:5173'],
    [['null'], 'null'],
    [['capacitor://localhost'], 'capacitor://localhost'],
  ])('A page of an allowed origin (--cors %j) %s may call with credentials', async (cors, origin) => {
    const { agent } = await createMock({ ...(cors && { cors }) });
    const asked = await agent.options(settings).set({ Origin: origin, ...preflight });
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'content-type,x-space,traceparent,x-request-id',
      vary: expect.stringContaining('Origin') as string,
    });
    expect(asked.headers['access-control-allow-methods']).toContain('PUT');
    const refused = await agent.get(settings).set('Origin', origin);
    expect(refused.status).toBe(401);
    expect(refused.headers['access-control-allow-origin']).toBe(origin);
  });
});

describe('A page of another origin', () => {
  it.each([
    [undefined, 'https://evil.example'],
    [undefined, 'http://localhost.evil.example'],
    [undefined, 'http://127.0.0.1.evil.example'],
    [undefined, 'http://127.0.0.1@evil.example'],
    [undefined, 'file://localhost'],
    [undefined, 'null'],
    [['https://app.example'], 'https://app.example.evil.example'],
    [['https://app.example'], 'http://app.example'],
  ])(
    'A page of another origin (--cors %j) %s gets no allow header, and its preflight the reason',
    async (cors, origin) => {
      const { agent } = await createMock({ ...(cors && { cors }) });
      const asked = await agent.options(settings).set({ Origin: origin, ...preflight });
      expect(asked.status).toBe(403);
      expect((asked.body as ErrorBody).message).toContain(`--cors ${origin}`);
      const { headers } = await agent.get('/__mock/health').set('Origin', origin);
      for (const answer of [asked.headers, headers])
        expect(Object.keys(answer).filter((name) => name.startsWith('access-control-allow-origin'))).toEqual([]);
    },
  );

  it('A page of another origin has its refused preflight in the log and among the requests, with the reason', async () => {
    const lines: string[] = [];
    const log = createLog('pretty', (line) => lines.push(line), false);
    const { agent } = await createMock({ log });
    await agent.options(settings).set({ Origin: 'https://evil.example', ...preflight });
    await expect.poll(() => lines).toHaveLength(1);
    expect(lines[0]).toMatch(/ 403 OPTIONS .*Pages of https:\/\/evil\.example may not call the mock.*--cors/);
    const { body } = await agent.get('/__mock/requests');
    expect(body).toMatchObject({
      requests: [{ method: 'OPTIONS', reason: expect.stringContaining('--cors') as string }],
    });
  });
});
