// Whether what a mock costs stays the same: with many spaces, full outboxes, after many requests, and while many are waiting.
// Servers that are compared are asked in turn, and what is compared are requests of the same round.
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { headersFor, inTurn, load, requests, rssOf } from './load.js';
import { file, median, start, table, temporaryFolder } from './programs.js';
import { measureWhole } from './whole.js';

const amounts = [1, 100, 10_000, 50_000];
const fullSpaces = 1_000;
const limit = 500;
const waiting = 1_000;
const many = Number(process.env.REQUESTS ?? 1_000_000);

const { settings } = JSON.parse(readFileSync(file('fixtures/demo.json'), 'utf8')).spaces.default_space;
const nameOf = (index) => `space-${index}`;
/** One after the other in an order that jumps, so that each comes as often as the others. */
const eachOf = (amount) => {
  let index = 0;
  return () => nameOf((index += amount > 7_919 ? 7_919 : 1) % amount);
};

async function startMock(data, space) {
  const args = [file('dist/cli.cjs'), '--port', '0', '--log', 'silent', '--token-ttl', '86400', '--data', data];
  const server = await start(args, { isPinned: true });
  return { ...server, space, headers: await headersFor(server.url, nameOf(0)), data };
}

/** A data folder in which so many spaces have four settings. */
async function fill(amount) {
  const [data, seed] = [temporaryFolder(), join(temporaryFolder(), 'seed.json')];
  const spaces = Object.fromEntries(Array.from({ length: amount }, (_, index) => [nameOf(index), { settings }]));
  writeFileSync(seed, JSON.stringify({ spaces }));
  const args = [file('dist/cli.cjs'), '--port', '0', '--log', 'silent', '--data', data, '--seed', seed];
  const { stop } = await start(args);
  await stop('SIGTERM');
  return data;
}

/** Has the outbox of every space in a folder repeat its last message until it is full. */
function fillOutboxes(data) {
  for (const name of readdirSync(join(data, 'outbox'))) {
    const path = join(data, 'outbox', name);
    const lines = readFileSync(path, 'utf8').split('\n').slice(1, -1);
    appendFileSync(path, `${lines.at(-1)}\n`.repeat(limit - lines.length));
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 2_000));
const stopAll = (servers) => Promise.all(servers.map(({ stop }) => stop()));

const what = { get: 'GET', put: 'PUT', send: 'POST test' };

/** Medians of each server, and of the ratios to the first one where it is not the first. */
function cellsOf(results, first) {
  return ['cpu', 'p50', 'p99'].map((key) => {
    const ratio = median(results.map((each, round) => each[key] / first[round][key])).toFixed(2);
    const value = median(results.map((each) => each[key])).toFixed(key === 'cpu' ? 0 : 1);
    return results === first ? value : `${value} (${ratio} ×)`;
  });
}

async function measureSpaces(rounds) {
  const servers = [];
  for (const amount of amounts) servers.push(await startMock(await fill(amount), eachOf(amount)));
  await settle();
  const before = servers.map(({ pid }) => rssOf(pid).toFixed(0));
  const results = {};
  for (const name of ['get', 'put', 'send']) {
    for (const [index, server] of servers.entries())
      if (name === 'get') await load(server, { ...requests.get, amount: Math.max(amounts[index], 1_000) });
    results[name] = await inTurn(servers, () => requests[name], rounds);
  }
  const after = servers.map(({ pid }) => rssOf(pid).toFixed(0));
  await stopAll(servers);
  const rows = amounts.flatMap((amount, index) =>
    Object.entries(results).map(([name, found], row) => [
      row === 0 ? amount.toLocaleString('en') : '',
      what[name],
      ...cellsOf(found[index], found[0]),
      ...(row === 0 ? [before[index], after[index]] : ['', '']),
    ]),
  );
  return table(['spaces', 'in any of them', 'CPU, µs', 'p50, ms', 'p99, ms', 'RSS before, MB', 'after'], rows);
}

async function measureOutboxes(rounds) {
  const servers = [];
  for (const isFull of [false, true]) {
    const data = await fill(fullSpaces);
    const space = eachOf(fullSpaces);
    const { stop, ...server } = await startMock(data, space);
    await load(server, { ...requests.send, amount: fullSpaces });
    await stop('SIGTERM');
    if (isFull) fillOutboxes(data);
    servers.push(await startMock(data, space));
    await load(servers.at(-1), { ...requests.send, amount: fullSpaces });
  }
  const results = await inTurn(servers, () => requests.send, rounds);
  const rss = servers.map(({ pid }) => rssOf(pid).toFixed(0));
  await stopAll(servers);
  const labels = ['one at first', `${limit}, the limit`];
  const rows = labels.map((label, index) => [label, ...cellsOf(results[index], results[0]), rss[index]]);
  return table(
    [
      `messages in each of ${fullSpaces.toLocaleString('en')} spaces`,
      'POST test: CPU, µs',
      'p50, ms',
      'p99, ms',
      'RSS, MB',
    ],
    rows,
  );
}

/** Nine in ten read, the others change, send or are refused. The outbox is full before the first of them is counted. */
async function measureMany() {
  const server = await startMock(await fill(1), eachOf(1));
  await load(server, { ...requests.send, amount: 2 * limit });
  const rows = [];
  let asked = 0;
  for (const amount of [many / 100, many]) {
    const share = (amount - asked) / 100;
    for (const [name, parts] of Object.entries({ get: 90, put: 4, refused: 3, send: 3 }))
      await load(server, { ...requests[name], amount: share * parts });
    asked = amount;
    await settle();
    rows.push([amount.toLocaleString('en'), rssOf(server.pid).toFixed(0)]);
  }
  await server.stop();
  return table(['after so many requests', 'RSS, MB'], rows);
}

/** Requests that are answered when something happens, or never. */
async function letWait({ url }, paths) {
  const waiting = paths.map((path) =>
    request(`${url}${path}`, { agent: false }).on('response', (response) => response.resume()),
  );
  for (const each of waiting) each.on('error', () => undefined).end();
  await settle();
  return waiting;
}

async function measureWaiting(rounds) {
  const kinds = {
    nobody: undefined,
    'long polls for a message': '/__mock/outbox/wait?space=other&timeout=60000',
    'long polls for a request': '/__mock/requests/wait?space=other&timeout=60000',
    'readers of events': '/__mock/events',
  };
  const servers = [];
  const open = [];
  for (const path of Object.values(kinds)) {
    const server = await startMock(await fill(1), eachOf(1));
    servers.push(server);
    if (path)
      open.push(
        ...(await letWait(
          server,
          Array.from({ length: waiting }, () => path),
        )),
      );
  }
  const results = await inTurn(servers, () => requests.get, rounds);
  const rss = servers.map(({ pid }) => rssOf(pid).toFixed(0));
  for (const each of open) each.destroy();
  await stopAll(servers);
  const rows = Object.keys(kinds).map((label, index) => [
    index === 0 ? label : `${waiting.toLocaleString('en')} ${label}`,
    ...cellsOf(results[index], results[0]),
    rss[index],
  ]);
  return table(['who waits', 'GET of others: CPU, µs', 'p50, ms', 'p99, ms', 'RSS, MB'], rows);
}

export async function measureFlat(rounds, parts) {
  const all = {
    spaces: measureSpaces,
    outboxes: measureOutboxes,
    waiting: measureWaiting,
    many: measureMany,
    whole: measureWhole,
  };
  const texts = [];
  for (const [name, measure] of Object.entries(all))
    if (!parts || parts.includes(name)) texts.push(await measure(rounds));
  return texts.join('\n\n');
}
