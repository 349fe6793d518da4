// Data folders in which something is wrong: the mock starts, or says in one sentence why not. None gives a stack trace.
// Needs a build.
import * as node from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StartError } from '../../src/document/start-error.ts';
import { createServer, type MockServer } from '../../src/server.ts';
import { fileNameOf } from '../../src/store/file-name.ts';
import { talkTo } from '../support/mock.ts';
import { run, start } from '../support/process.ts';

interface Folder {
  readonly data: string;
  /** A login from before the damage. */
  readonly cookie: string;
}

const problemsOf = (problems: string[]) => ({
  request: () => undefined,
  problem: (text: string) => void problems.push(text),
});

/** A data folder with a setting and a message in the space `a`, of a mock that was closed. */
async function filled(): Promise<Folder> {
  const data = join(await node.mkdtemp(join(tmpdir(), 'damaged-')), 'data');
  const server = await createServer({ data });
  const { cookie, put, sendTest } = await talkTo(server).enter('a');
  await put('mail', { isDefault: true });
  await sendTest();
  await server.close();
  return { data, cookie };
}

async function open(data: string, problems: string[]): Promise<MockServer> {
  const server = await createServer({ data, seed: 'demo', log: problemsOf(problems) });
  onTestFinished(() => server.close());
  return server;
}

const settings = (data: string): string => join(data, 'spaces', `${fileNameOf('a')}.json`);
const outbox = (data: string): string => join(data, 'outbox', `${fileNameOf('a')}.jsonl`);
const demo = (data: string): string => join(data, 'spaces', `${fileNameOf('default_space')}.json`);
const session = (data: string): string => join(data, 'session.json');

const write = (file: (data: string) => string, text: string | Buffer) => (data: string) =>
  node.writeFile(file(data), text);
const edit = (file: (data: string) => string, change: (text: string) => string) => async (data: string) =>
  node.writeFile(file(data), change(await node.readFile(file(data), 'utf8')));
const replaceByFolder = (file: (data: string) => string) => async (data: string) => {
  await node.rm(file(data), { recursive: true, force: true });
  await node.mkdir(file(data));
};
const replaceByLoop = (file: (data: string) => string) => async (data: string) => {
  await node.rm(file(data), { recursive: true, force: true });
  await node.symlink(file(data), file(data));
};

type Damage = (data: string) => Promise<unknown>;
const deep = '['.repeat(100_000) + ']'.repeat(100_000);

describe('A session file that cannot be understood', () => {
  it.each<[string, Damage]>([
    ['is empty', write(session, '')],
    ['is cut off', edit(session, (text) => text.slice(0, -20))],
    ['is binary', write(session, Buffer.from([0, 255, 254, 1, 2]))],
    ['is a list', write(session, '[]')],
    ['is nested 100,000 deep', write(session, deep)],
    ['has no version', edit(session, (text) => text.replace('"version": 1,', ''))],
    ['has a version that is not a number', edit(session, (text) => text.replace('"version": 1', '"version": "1"'))],
    ['has no key', write(session, '{"version":1,"ended":{}}')],
    ['has an empty key', write(session, '{"version":1,"key":"","ended":{}}')],
    ['has a key that is too short', write(session, '{"version":1,"key":"c2hvcnQ","ended":{}}')],
    ['has a list of ended sessions', edit(session, (text) => text.replace('"ended": {}', '"ended": []'))],
    ['is a folder', replaceByFolder(session)],
    ['is a symbolic link to itself', replaceByLoop(session)],
  ])(
    'A session file that cannot be read (%s) is set aside, all users are logged out, and nothing else is lost',
    async (_, damage) => {
      const { data, cookie } = await filled();
      await damage(data);
      const problems: string[] = [];
      const server = await open(data, problems);
      expect(problems).toEqual([
        expect.stringMatching(
          /session\.json cannot be used: .* set aside .* new signing key.*log in again\.$/,
        ) as string,
      ]);
      const mock = talkTo(server);
      const old = await mock.agent.get('/api/otp/settings').set({ Cookie: cookie, 'X-Space': 'a' });
      expect(old.status).toBe(401);
      const visitor = await mock.enter('a');
      expect((await visitor.get()).body).toHaveLength(1);
      expect((await visitor.outbox()).body).toMatchObject({ total: 1 });
      await server.close();
      expect((await node.readdir(data)).filter((name) => name.startsWith('session.set-aside-'))).toHaveLength(1);

      const again = await open(data, problems);
      expect(problems).toHaveLength(1);
      const kept = await talkTo(again).agent.get('/api/otp/settings').set({ Cookie: visitor.cookie, 'X-Space': 'a' });
      expect(kept.status).toBe(200);
    },
  );
});

describe('A file of a space that cannot be understood', () => {
  it.each<[string, Damage]>([
    ['settings that are a folder', replaceByFolder(settings)],
    ['settings that are a symbolic link to themselves', replaceByLoop(settings)],
    ['settings that are nested 100,000 deep', write(settings, deep)],
    [
      'settings with a deep member',
      edit(settings, (text) => text.replace('"isDefault"', `"deep": ${deep}, "isDefault"`)),
    ],
    ['an outbox that is a folder', replaceByFolder(outbox)],
    ['an outbox that is a symbolic link to itself', replaceByLoop(outbox)],
    ['an outbox without a header', edit(outbox, (text) => text.slice(text.indexOf('\n') + 1))],
    ['an outbox of binary data', write(outbox, Buffer.from([0, 255, 254, 1, 2]))],
    ['settings of the seed that are a folder', replaceByFolder(demo)],
    ['settings of the seed that are a symbolic link to themselves', replaceByLoop(demo)],
  ])('A file of a space that cannot be read (%s) does not stop the mock, and other spaces work', async (_, damage) => {
    const { data } = await filled();
    await damage(data);
    const problems: string[] = [];
    const mock = talkTo(await open(data, problems));
    const b = await mock.enter('b');
    expect((await b.put('mail', { isDefault: true })).status).toBe(204);
    expect((await b.sendTest()).status).toBe(204);
    for (const space of ['a', 'default_space']) {
      const { get, outbox } = await mock.enter(space);
      for (const { status } of [await get(), await outbox()]) expect([200, 500]).toContain(status);
    }
    expect((await mock.agent.post('/__mock/reset').send({})).status).toBe(204);
    expect((await (await mock.enter('a')).put('mail')).status).toBe(204);
  });
});

describe('A folder that cannot be used stops the start in one sentence', () => {
  it.each<[string, Damage, RegExp]>([
    [
      'a session file of a newer version',
      edit(session, (text) => text.replace('"version": 1', '"version": 2')),
      /the sessions was written by a newer version .*format 2.*another --data folder/,
    ],
    [
      'spaces that are a file',
      (data) => replaceByFile(join(data, 'spaces')),
      /data folder .* cannot be used \(EEXIST\)/,
    ],
    ['a tmp that is a file', (data) => replaceByFile(join(data, 'tmp')), /data folder .* cannot be used \(EEXIST\)/],
    [
      'a lock that is a folder',
      (data) => node.mkdir(join(data, 'lock.json')),
      /data folder .* cannot be used \(EISDIR\)/,
    ],
  ])('A folder that cannot be used stops the start in one sentence: %s', async (_, damage, message) => {
    const { data } = await filled();
    await damage(data);
    const started = open(data, []);
    await expect(started).rejects.toBeInstanceOf(StartError);
    await expect(started).rejects.toThrow(message);
  });

  it('A folder that cannot be used stops the start in one sentence and releases it: it can be used when it was repaired', async () => {
    const { data } = await filled();
    const text = await node.readFile(session(data), 'utf8');
    await write(session, text.replace('"version": 1', '"version": 9'))(data);
    await expect(open(data, [])).rejects.toThrow(/newer version/);
    await write(session, text)(data);
    await open(data, []);
  });
});

async function replaceByFile(path: string): Promise<void> {
  await node.rm(path, { recursive: true, force: true });
  await node.writeFile(path, '');
}

describe('The command', () => {
  it('The command starts with a damaged session file, and reports on standard error that all users are logged out', async () => {
    const { data } = await filled();
    await write(session, '')(data);
    const mock = await start(['--port', '0', '--data', data]);
    expect(mock.output().stderr).toMatch(/all users must log in again/);
    const { code, stderr } = await mock.stop('SIGTERM');
    expect({ code, trace: / {4}at /.test(stderr) }).toEqual({ code: 0, trace: false });
  });

  it('The command exits with 2 and one line for a session file of a newer version', async () => {
    const { data } = await filled();
    await edit(session, (text) => text.replace('"version": 1', '"version": 2'))(data);
    const { code, stdout, stderr } = await run(['--port', '0', '--data', data]);
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
    expect(stderr).toMatch(/newer version/);
  });
});
