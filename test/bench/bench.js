// npm run bench: the mock beside bare Express, in one run: from spawn to ready, and requests a second. Rounds are interleaved,
// the server is kept on one core where the system allows it, and the ratios are of the same round.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

const root = new URL('../../', import.meta.url);
const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS ?? 3);
const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
const body = readFileSync(new URL('fixtures/bodies/mail.json', root), 'utf8');
const bodies = ['twilio', 'netgsm', 'dataport', 'mail'].map((name) =>
  readFileSync(new URL(`fixtures/bodies/${name}.json`, root), 'utf8'),
);
const paths = ['sms/twilio', 'sms/netgsm', 'sms/dataport', 'mail/default'].map((path) => `/api/otp/settings/${path}`);

const file = (path) => fileURLToPath(new URL(path, root));
const servers = {
  express: () => [file('test/bench/bare-express.js')],
  mock: (data) => [file('dist/cli.js'), '--port', '0', '--log', 'silent', '--data', data, '--token-ttl', '86400'],
};

/** Starts a server; resolves when it says where it listens. */
function start(name) {
  const data = mkdtempSync(join(tmpdir(), 'bench-'));
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const args = [process.execPath, ...servers[name](data)];
  const [command, ...rest] = pinned ? ['taskset', '-c', '0', ...args] : args;
  const began = performance.now();
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'], env });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', (text) => {
      const url = /http:\S+/.exec(String(text))?.[0];
      const stop = () =>
        new Promise((stopped) => {
          child.once('exit', () => stopped(rmSync(data, { recursive: true, force: true })));
          child.kill('SIGKILL');
        });
      resolve({ url, ms: performance.now() - began, stop });
    });
  });
}

async function login(url) {
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'admin', password: 'admin' }),
  });
  return answer.ok ? answer.headers.getSetCookie()[0].split(';')[0] : 'none=';
}

async function load(url, request) {
  const result = await autocannon({ url: `${url}${request.path}`, connections: 50, duration: seconds, ...request });
  if (result.non2xx > 0 && !request.refused) throw new Error(`${result.non2xx} answers were no success`);
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

async function measure(name) {
  const { url, ms, stop } = await start(name);
  const headers = { 'X-Space': 'bench', 'Content-Type': 'application/json', Cookie: await login(url) };
  for (const [index, path] of paths.entries())
    await fetch(`${url}${path}`, { method: 'PUT', headers, body: bodies[index] });
  const get = await load(url, { path: '/api/otp/settings', headers });
  const put = await load(url, { path: paths[3], method: 'PUT', headers, body });
  const refused = await load(url, { path: paths[3], method: 'PUT', headers, body: '{"type":5}', refused: true });
  await stop();
  return { ms, get, put, refused };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const summary = (values, digits = 0) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;

const results = [];
for (let round = 0; round < rounds; round += 1)
  results.push({ express: await measure('express'), mock: await measure('mock') });

const rows = [
  ['spawn → ready, ms', (server) => server.ms, 0],
  ['GET, requests a second', (server) => server.get.perSecond, 0],
  ['PUT, requests a second', (server) => server.put.perSecond, 0],
  ['refused PUT, requests a second', (server) => server.refused.perSecond, 0],
  ['GET, p99 ms', (server) => server.get.p99, 0],
  ['PUT, p99 ms', (server) => server.put.p99, 0],
];
console.log(
  `Node ${process.version}, ${rounds} rounds, 50 connections, ${pinned ? 'server on one core' : 'not pinned'}\n`,
);
console.log('| | bare Express | the mock | mock ÷ Express |\n|---|---|---|---|');
for (const [label, pick, digits] of rows) {
  const [express, mock] = [results.map((r) => pick(r.express)), results.map((r) => pick(r.mock))];
  const ratios = mock.map((value, index) => value / express[index]);
  console.log(`| ${label} | ${summary(express, digits)} | ${summary(mock, digits)} | ${summary(ratios, 2)} |`);
}
