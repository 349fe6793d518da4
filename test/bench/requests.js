// Requests to the mock beside bare Express, in one run. Rounds are interleaved, each server is kept on one core where the system
// allows it, and ratios are of the same round. CPU time for a request is the figure to trust on a busy machine.
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { canPin, file, median, start, table, temporaryFolder } from './programs.js';

const seconds = Number(process.env.SECONDS ?? 3);
const read = (name) => readFileSync(file(`fixtures/bodies/${name}.json`), 'utf8');
const paths = { twilio: 'sms/twilio', netgsm: 'sms/netgsm', dataport: 'sms/dataport', mail: 'mail/default' };
const putTo = (name, body = read(name)) => ({ method: 'PUT', path: `/api/otp/settings/${paths[name]}`, body });

/** What is measured, in this order. */
const requests = {
  'GET of four settings': { path: '/api/otp/settings' },
  'PUT, kept on disk': putTo('mail'),
  'PUT that is refused': { ...putTo('mail', '{"type":5}'), isRefused: true },
  'POST of a test message': { method: 'POST', path: '/api/otp/settings/test' },
};

const options = ['--port', '0', '--log', 'silent', '--token-ttl', '86400'];
const programs = {
  'bare Express': () => [file('test/bench/bare-express.js')],
  'otp-settings-mock': () => [file('dist/cli.cjs'), ...options, '--data', temporaryFolder()],
};

async function login(url) {
  const response = await fetch(`${url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'admin', password: 'admin' }),
  });
  return response.ok ? response.headers.getSetCookie()[0].split(';')[0] : 'none=';
}

/** The CPU time that a process has used, in microseconds; NaN where the system does not say. */
function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000; // clock ticks, 100 a second on Linux
  } catch {
    return NaN;
  }
}

async function load({ url, pid }, { isRefused = false, ...request }) {
  const before = cpuOf(pid);
  const result = await autocannon({ connections: 50, duration: seconds, ...request, url: `${url}${request.path}` });
  if (result.non2xx > 0 && !isRefused) throw new Error(`${result.non2xx} responses were not 2xx`);
  const cpu = (cpuOf(pid) - before) / result.requests.total;
  return { perSecond: result.requests.average, p99: result.latency.p99, cpu };
}

async function measure(name) {
  const server = await start(programs[name](), { isPinned: true });
  const headers = { 'X-Space': 'bench', 'Content-Type': 'application/json', Cookie: await login(server.url) };
  for (const each of Object.keys(paths)) {
    const { path, ...put } = putTo(each);
    await fetch(`${server.url}${path}`, { ...put, headers });
  }
  const results = {};
  for (const [label, request] of Object.entries(requests)) results[label] = await load(server, { ...request, headers });
  await server.stop();
  return results;
}

/** Ratios are such that more is better. */
const columns = [
  ['CPU, µs', 'cpu', (express, mock) => express / mock],
  ['a second', 'perSecond', (express, mock) => mock / express],
  ['p99, ms', 'p99', (express, mock) => express / mock],
];

export async function measureRequests(rounds) {
  const names = Object.keys(programs);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) for (const name of names) results[name].push(await measure(name));
  const rows = Object.keys(requests).flatMap((label) =>
    names.map((name) => [
      label,
      name,
      ...columns.flatMap(([, key, ratio]) => {
        const values = results[name].map((each) => each[label][key]);
        const ratios = values.map((value, index) => ratio(results['bare Express'][index][label][key], value));
        return [median(values).toFixed(0), `${median(ratios).toFixed(2)} ×`];
      }),
    ]),
  );
  const title = `50 connections, ${canPin ? 'each server on one core' : 'not pinned'}: medians`;
  return table([title, '', ...columns.flatMap(([head]) => [head, 'of bare Express'])], rows);
}
