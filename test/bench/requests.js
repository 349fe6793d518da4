// Requests to the mock beside bare Express, in one run. Rounds are interleaved, the server is kept on one core where the system
// allows it, and the ratios are of the same round.
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { canPin, file, median, start, table, temporaryFolder } from './programs.js';

const seconds = Number(process.env.SECONDS ?? 3);
const body = readFileSync(file('fixtures/bodies/mail.json'), 'utf8');
const bodies = ['twilio', 'netgsm', 'dataport', 'mail'].map((name) =>
  readFileSync(file(`fixtures/bodies/${name}.json`), 'utf8'),
);
const paths = ['sms/twilio', 'sms/netgsm', 'sms/dataport', 'mail/default'].map((path) => `/api/otp/settings/${path}`);

const programs = {
  express: () => [file('test/bench/bare-express.js')],
  mock: () => [
    file('dist/cli.cjs'),
    '--port',
    '0',
    '--log',
    'silent',
    '--data',
    temporaryFolder(),
    '--token-ttl',
    '86400',
  ],
};

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
  const { url, stop } = await start(programs[name](), { isPinned: true });
  const headers = { 'X-Space': 'bench', 'Content-Type': 'application/json', Cookie: await login(url) };
  for (const [index, path] of paths.entries())
    await fetch(`${url}${path}`, { method: 'PUT', headers, body: bodies[index] });
  const get = await load(url, { path: '/api/otp/settings', headers });
  const put = await load(url, { path: paths[3], method: 'PUT', headers, body });
  const refused = await load(url, { path: paths[3], method: 'PUT', headers, body: '{"type":5}', refused: true });
  await stop();
  return { get, put, refused };
}

const summary = (values, digits = 0) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;

const lines = [
  ['GET, requests a second', (server) => server.get.perSecond, 0],
  ['PUT, requests a second', (server) => server.put.perSecond, 0],
  ['refused PUT, requests a second', (server) => server.refused.perSecond, 0],
  ['GET, p99 ms', (server) => server.get.p99, 0],
  ['PUT, p99 ms', (server) => server.put.p99, 0],
];

export async function measureRequests(rounds) {
  const results = [];
  for (let round = 0; round < rounds; round += 1)
    results.push({ express: await measure('express'), mock: await measure('mock') });
  const rows = lines.map(([label, pick, digits]) => {
    const [express, mock] = [results.map((r) => pick(r.express)), results.map((r) => pick(r.mock))];
    const ratios = mock.map((value, index) => value / express[index]);
    return [label, summary(express, digits), summary(mock, digits), summary(ratios, 2)];
  });
  const title = `50 connections, ${canPin ? 'the server on one core' : 'not pinned'}: median (range)`;
  return table([title, 'bare Express', 'otp-settings-mock', '÷ Express'], rows);
}
