// No secret of what passes to an upstream is in anything that is recorded of it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/http/log.ts';
import { startEcho } from '../support/echo.ts';
import { send, startListening } from '../support/passing.ts';

const marker = 'm4rk3r';
const json = ['Content-Type', 'application/json'];

/** A backend that says all secrets again, in every place, and wrongly. */
function tell(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method === 'HEAD') return false;
  response.setHeader('Set-Cookie', [`ins_access_token=${marker}; Path=/`, `other=${marker}`]);
  response.setHeader('Content-Type', 'application/json').setHeader('X-Auth-Token', marker);
  const setting = { type: 'Email', provider: 'Default', isDefault: 5, password: marker, smtpPort: 'x' };
  const login = { 'expire-seconds': 'x', spaces: 'x', access_token: marker, refresh_token: marker };
  response.end(JSON.stringify(request.url === '/login' ? login : [setting]));
  return true;
}

describe('What passes to an upstream', () => {
  it.each(['pretty', 'json'] as const)(
    'What passes to an upstream leaves no secret in the requests, the events, the log (%s) and what was observed',
    async (format) => {
      const lines: string[] = [];
      const log = createLog(format, (line) => void lines.push(line), false);
      const upstream = await startEcho(tell);
      const forward = ['putMailSetting', 'getSettings', 'sendTestMessage'];
      const { url, agent } = await startListening({ upstream: upstream.url, forward, log });
      const following = new AbortController();
      const events = await fetch(`${url}/__mock/events`, { signal: following.signal });
      let streamed = '';
      const read = new WritableStream<string>({ write: (text) => void (streamed += text) });
      void events.body
        ?.pipeThrough(new TextDecoderStream())
        .pipeTo(read)
        .catch(() => undefined);
      const setting = { isDefault: true, type: 'Email', provider: 'Default', password: `${marker}${'x'.repeat(60)}` };
      const cookie = ['Cookie', `ins_access_token=${marker}`, 'Authorization', `Bearer ${marker}`, 'X-Space', 'a'];
      const asked = [
        {
          method: 'POST',
          path: '/login',
          headers: ['Content-Type', 'application/x-www-form-urlencoded'],
          body: `username=ada&password=${marker}`,
        },
        {
          method: 'PUT',
          path: '/api/otp/settings/mail/default',
          headers: [...json, ...cookie],
          body: JSON.stringify(setting),
        },
        {
          method: 'PUT',
          path: '/api/otp/settings/mail/default',
          headers: [...json, ...cookie],
          body: JSON.stringify({ ...setting, password: 5, secret: marker }),
        },
        { method: 'GET', path: `/api/otp/settings?token=${marker}`, headers: cookie },
        { method: 'GET', path: '/api/otp/settings', headers: cookie },
        { method: 'POST', path: '/api/otp/settings/test', headers: cookie },
        {
          method: 'POST',
          path: `/api/elsewhere?apiKey=${marker}`,
          headers: [...json, ...cookie],
          body: JSON.stringify({ password: marker }),
        },
      ];
      for (const { body, ...each } of asked) {
        const bytes = Buffer.from(body ?? '');
        const headers = [...each.headers, ...(body === undefined ? [] : ['Content-Length', String(bytes.length)])];
        await send(url, { ...each, headers, ...(body !== undefined && { body: bytes }) });
      }
      const { text: requests } = await agent.get('/__mock/requests');
      await expect.poll(() => streamed.match(/event: request/g)?.length).toBe(asked.length);
      following.abort();
      const { text: observed } = await agent.get('/__mock/observed');
      expect(requests.match(/"violations"/g)?.length).toBeGreaterThanOrEqual(5);
      expect(lines.length).toBeGreaterThanOrEqual(7);
      expect(observed).toContain('token-place');
      expect([requests, streamed, observed, lines.join('\n')].filter((each) => each.includes(marker))).toEqual([]);
    },
  );
});
