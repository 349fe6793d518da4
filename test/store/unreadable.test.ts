// Files that cannot be understood: set aside, reported, never emptied; and a folder that is somebody else's.
// Needs a build.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import { createServer } from '../../src/server.ts';
import { fileNameOf } from '../../src/store/file-name.ts';
import { talkTo, type TestMock } from '../support/mock.ts';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

interface Opened {
  readonly mock: TestMock;
  readonly problems: string[];
  readonly close: () => Promise<void>;
}

async function open(data: string): Promise<Opened> {
  const problems: string[] = [];
  const log = { request: () => undefined, problem: (text: string) => void problems.push(text) };
  const server = await createServer({ data, log });
  onTestFinished(() => server.close());
  return { mock: talkTo(server), problems, close: () => server.close() };
}

/** A data folder in which the spaces `a` and `b` have a setting and a message. */
async function filled(): Promise<{ data: string; settings: string; outbox: string }> {
  const data = join(await mkdtemp(join(tmpdir(), 'unreadable-')), 'data');
  const { mock, close } = await open(data);
  for (const space of ['a', 'b']) {
    const visitor = await mock.enter(space);
    await visitor.put('twilio');
    await visitor.sendTest();
  }
  await close();
  return {
    data,
    settings: join(data, 'spaces', `${fileNameOf('a')}.json`),
    outbox: join(data, 'outbox', `${fileNameOf('a')}.jsonl`),
  };
}

const damages: readonly [string, (text: string) => string | Buffer, RegExp][] = [
  ['empty', () => '', /not valid JSON/],
  ['cut off', (text) => text.slice(0, -20), /not valid JSON/],
  ['binary', () => Buffer.from([0, 255, 254, 1, 2]), /the byte FF is not UTF-8/],
  ['a list', () => '[]', /no version/],
  ['of another space', (text) => text.replace('"space": "a"', '"space": "b"'), /belongs to the space "b"/],
  [
    'with a setting that does not fit',
    (text) => text.replace('"isDefault": true', '"isDefault": "yes"'),
    /isDefault must be boolean/,
  ],
];

describe('A file of settings that is', () => {
  it.each(damages)(
    'A file of settings that is %s is set aside and reported; its space answers 500, others work',
    async (_, damage, reason) => {
      const { data, settings } = await filled();
      await writeFile(settings, damage(await readFile(settings, 'utf8')));
      const { mock, problems, close } = await open(data);
      const a = await mock.enter('a');
      for (const answer of [await a.get(), await a.put('mail'), await a.sendTest(), await a.get()]) {
        expect(answer.status).toBe(500);
        expect((answer.body as ErrorBody).message).toMatch(/space "a" cannot be read/);
        expect((answer.body as ErrorBody).message).not.toContain(data);
      }
      expect((await (await mock.enter('b')).get()).body).toHaveLength(1);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(settings);
      expect(problems[0]).toMatch(reason);
      const { spaces } = (await mock.agent.get('/__mock/spaces')).body as { spaces: { unreadable?: string }[] };
      expect(spaces.filter(({ unreadable }) => unreadable)).toHaveLength(1);
      await close();

      const restarted = await open(data);
      expect((await (await restarted.mock.enter('a')).get()).status).toBe(500);
    },
  );

  it('A file of settings that is repaired is used again, without a restart', async () => {
    const { data, settings } = await filled();
    const whole = await readFile(settings, 'utf8');
    await writeFile(settings, whole.slice(1));
    const { mock } = await open(data);
    const a = await mock.enter('a');
    expect((await a.get()).status).toBe(500);
    await writeFile(settings, `\uFEFF${whole}`);
    expect((await a.get()).body).toMatchObject([{ provider: 'Twilio' }]);
  });

  it.each([{}, { space: 'a' }])(
    'A file of settings that is unreadable is out of the way after a reset with %j, and kept',
    async (body) => {
      const { data, settings } = await filled();
      await writeFile(settings, 'damaged');
      const { mock, close } = await open(data);
      const a = await mock.enter('a');
      await a.get();
      expect((await mock.agent.post('/__mock/reset').send(body)).status).toBe(204);
      expect((await a.get()).body).toEqual([]);
      expect((await a.put('mail')).status).toBe(204);
      const kept = (await readdir(join(data, 'spaces'))).find((name) => name.includes('.set-aside-')) ?? '';
      expect(await readFile(join(data, 'spaces', kept), 'utf8')).toBe('damaged');
      await close();
      expect((await (await (await open(data)).mock.enter('a')).get()).body).toHaveLength(1);
    },
  );

  it('A file of settings that is from a newer version is left as it is, and that is said', async () => {
    const { data, settings } = await filled();
    const newer = (await readFile(settings, 'utf8')).replace('"version": 1', '"version": 2');
    await writeFile(settings, newer);
    const { mock } = await open(data);
    const { status, body } = await (await mock.enter('a')).get();
    expect({ status, message: (body as ErrorBody).message }).toMatchObject({
      status: 500,
      message: expect.stringContaining('newer version') as string,
    });
    expect(await readFile(settings, 'utf8')).toBe(newer);
  });
});

describe('An outbox that is damaged', () => {
  it.each([
    ['in the middle', (text: string) => text.replace('{"id"', '{"id'), /line 2/],
    ['in its header', (text: string) => text.replace('"space"', '"spaec"'), /no header/],
    ['of another space', (text: string) => text.replace('"space":"a"', '"space":"b"'), /belongs to the space "b"/],
  ])('An outbox that is damaged %s is set aside and reported', async (_, damage, reason) => {
    const { data, outbox } = await filled();
    await writeFile(outbox, damage(await readFile(outbox, 'utf8')));
    const { mock, problems } = await open(data);
    const a = await mock.enter('a');
    expect((await a.outbox()).status).toBe(500);
    expect((await a.get()).status).toBe(200);
    expect(problems[0]).toMatch(reason);
    await mock.agent.post('/__mock/reset').send({ space: 'a' });
    expect((await a.outbox()).body).toEqual({ total: 0, messages: [] });
  });
});

describe('A data folder', () => {
  it('A data folder is cleaned of what a killed process left, and only of that', async () => {
    const { data } = await filled();
    const [left, own] = [join(data, 'tmp', '1-0123456789abcdef.tmp'), join(data, 'notes.tmp')];
    for (const file of [left, own]) await writeFile(file, 'x');
    await open(data);
    await expect(access(left)).rejects.toThrow();
    await access(own);
  });

  it('A data folder is for its owner only', async () => {
    const { data, settings, outbox } = await filled();
    for (const folder of [data, join(data, 'spaces'), join(data, 'outbox')])
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const file of [settings, outbox, join(data, 'session.json')])
      expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('A data folder cannot be opened twice, in one process or in two', async () => {
    const { data } = await filled();
    const { close } = await open(data);
    const inUse = new RegExp(`in use by the process ${process.pid}.*--data`);
    await expect(createServer({ data })).rejects.toThrow(inUse);
    const { stderr, status } = spawnSync(process.execPath, [join(dist, 'cli.cjs'), '--data', data, '--port', '0'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringMatching(inUse) as string });
    await close();
    await (await open(data)).close();
  });

  it.each([
    ['of a dead process', { pid: 2 ** 22 + 1, started: '1', token: 'x' }],
    ['of a process whose pid is another one’s now', { pid: process.pid, started: 'earlier', token: 'x' }],
    ['that says nothing', 'x'],
  ])('A data folder with a lock %s is free', async (_, lock) => {
    const { data } = await filled();
    await writeFile(join(data, 'lock.json'), JSON.stringify(lock));
    const before = performance.now();
    await open(data);
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('A data folder with a dead process’s lock goes to exactly one of many who race for it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'race-'));
    await writeFile(join(folder, 'lock.json'), JSON.stringify({ pid: 2 ** 22 + 1, started: '1', token: 'x' }));
    const racers = Array.from({ length: 12 }, async () => {
      const child = spawn(process.execPath, [
        join(dist, 'cli.cjs'),
        '--data',
        folder,
        '--port',
        '0',
        '--log',
        'silent',
      ]);
      onTestFinished(() => void child.kill('SIGKILL'));
      const ended = once(child, 'close').then(() => 'lost');
      return Promise.race([ended, once(child.stdout, 'data').then(() => 'won')]);
    });
    const results = await Promise.all(racers);
    expect(results.filter((result) => result === 'won')).toHaveLength(1);
    expect(results.filter((result) => result === 'lost')).toHaveLength(11);
  });
});
