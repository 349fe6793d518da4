// Messages made of huge settings: they are cut, and what was stored of them is there after a restart.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Message } from '../../src/document/schemas.ts';
import { bounded } from '../../src/outbox/bounded.ts';
import { createServer } from '../../src/server.ts';
import { talkTo } from '../support/mock.ts';

describe('A message', () => {
  it('A message with texts of a usual length is not changed', () => {
    const message = { id: 'a', text: 'x'.repeat(16_384), exchanges: [{ request: { headers: { Host: 'h' } } }] };
    expect(bounded(message as unknown as Message)).toEqual(message);
  });

  it('A message has longer texts cut, wherever they are, never within a character', () => {
    const exchange = { request: { url: 'x'.repeat(20_000), headers: { A: `${'y'.repeat(16_383)}🔑` } } };
    const { exchanges } = bounded({ exchanges: [exchange] } as unknown as Message);
    expect(exchanges).toEqual([
      {
        request: {
          url: `${'x'.repeat(16_384)}… (3616 more characters)`,
          headers: { A: `${'y'.repeat(16_383)}… (2 more characters)` },
        },
      },
    ]);
  });
});

describe('An outbox', () => {
  it('An outbox of messages with an accountSid of 20,000 characters keeps 32 MB of them, also after a restart', async () => {
    const data = join(await mkdtemp(join(tmpdir(), 'bounded-')), 'data');
    const open = async () => {
      const server = await createServer({ data, outboxLimit: 100_000 });
      onTestFinished(() => server.close());
      return { server, visitor: await talkTo(server).enter('a') };
    };
    const { server, visitor } = await open();
    await visitor.put('twilio', { accountSid: `AC${'x'.repeat(20_000)}`, isDefault: true });
    for (let round = 0; round < 27; round += 1) await Promise.all(Array.from({ length: 30 }, () => visitor.sendTest()));
    const before = (await visitor.outbox()).body as { total: number; messages: Message[] };
    expect(before.total).toBeGreaterThan(500);
    expect(before.total).toBeLessThan(810);
    await server.close();
    const again = (await (await open()).visitor.outbox()).body as typeof before;
    expect(again).toEqual(before);
  });
});
