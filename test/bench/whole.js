// What concerns all spaces at once: to list them, and to restore them.
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { file, start, table, temporaryFolder } from './programs.js';

const { settings } = JSON.parse(readFileSync(file('fixtures/demo.json'), 'utf8')).spaces.default_space;

/** The last column is the least that a restore can take: as many files, written and synced. */
export async function measureWhole() {
  const amount = 60_000;
  const body = JSON.stringify({
    spaces: Object.fromEntries(Array.from({ length: amount }, (_, index) => [`space-${index}`, { settings }])),
  });
  const [data, plain] = [temporaryFolder(), temporaryFolder()];
  const seconds = async (work) => {
    const began = performance.now();
    await work();
    return ((performance.now() - began) / 1_000).toFixed(1);
  };
  const ask = async (server, path, options) => (await fetch(`${server.url}${path}`, options)).arrayBuffer();
  const restore = { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body };
  const floor = await seconds(() => writeSynced(plain, JSON.stringify({ settings }, null, 2), amount));
  const first = await startMock(data);
  const restored = await seconds(() => ask(first, '/__mock/state', restore));
  const again = await seconds(() => ask(first, '/__mock/state', restore));
  await first.stop('SIGTERM');
  const second = await startMock(data);
  const list = await seconds(() => ask(second, '/__mock/spaces'));
  const listAgain = await seconds(() => ask(second, '/__mock/spaces'));
  await second.stop('SIGTERM');
  const heads = [
    'list after a start, s',
    'list, s',
    'restore into nothing, s',
    'restore over them, s',
    'files alone, s',
  ];
  return table(['spaces', ...heads], [[amount.toLocaleString('en'), list, listAgain, restored, again, floor]]);
}

const startMock = (data) => start([file('dist/cli.cjs'), '--port', '0', '--log', 'silent', '--data', data]);

/** 64 at a time, as the store does. */
async function writeSynced(folder, text, amount) {
  let next = 0;
  const writeAll = async () => {
    while (next < amount) {
      const handle = await open(join(folder, String((next += 1))), 'wx');
      await handle.writeFile(text);
      await handle.sync();
      await handle.close();
    }
  };
  await Promise.all(Array.from({ length: 64 }, writeAll));
}
