// Requests to a server beside bare Express, in one run. Both are kept on one core where the system allows it and asked in turn, and
// what is compared are requests of the same round. CPU time is the figure to trust on a busy machine.
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { freePort } from './peers.js';
import { canPin, file, median, start, table, temporaryFolder } from './programs.js';

const seconds = Number(process.env.SECONDS ?? 2);
const read = (name) => readFileSync(file(`fixtures/bodies/${name}.json`), 'utf8');
const paths = { twilio: 'sms/twilio', netgsm: 'sms/netgsm', dataport: 'sms/dataport', mail: 'mail/default' };
const putTo = (name, body = read(name)) => ({ method: 'PUT', path: `/api/otp/settings/${paths[name]}`, body });

/** What is measured, in this order. */
const requests = {
  get: { label: 'GET of four settings', path: '/api/otp/settings' },
  put: { label: 'PUT', ...putTo('mail') },
  refused: { label: 'PUT that is refused', ...putTo('mail', '{"type":5}'), isRefused: true },
  send: { label: 'POST of a test message', method: 'POST', path: '/api/otp/settings/test' },
};

const express = { args: () => [file('test/bench/bare-express.js')] };
const options = ['--port', '0', '--log', 'silent', '--token-ttl', '86400'];
const mock = { args: () => [file('dist/cli.cjs'), ...options, '--data', temporaryFolder()] };

async function login(url) {
  const response = await fetch(`${url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'admin', password: 'admin' }),
  });
  return response.ok && response.headers.getSetCookie()[0]?.split(';')[0];
}

/** The CPU time that a process has used, in microseconds; NaN where the system does not say. */
export function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000; // clock ticks, 100 a second on Linux
  } catch {
    return NaN;
  }
}

/** Some say that they are ready before they listen. */
async function waitFor(url, tries = 500) {
  const error = await fetch(url).then(
    (response) => void response.arrayBuffer(),
    (failed) => failed,
  );
  if (error && tries === 0) throw error;
  if (!error) return;
  await new Promise((resolve) => setTimeout(resolve, 20));
  await waitFor(url, tries - 1);
}

/** Starts a server; ours and bare Express get four settings. */
async function prepare({ args, folder, requests: replaced, ...program }) {
  const port = await freePort();
  const started = await start(args(folder, port), { ...program, cwd: folder, isPinned: true });
  const server = { ...started, url: started.url ?? `http://127.0.0.1:${port}`, replaced: replaced ?? {} };
  server.headers = { 'X-Space': 'bench', 'Content-Type': 'application/json', Cookie: 'ins_access_token=any' };
  await waitFor(server.url);
  if (replaced) return server;
  server.headers.Cookie = (await login(server.url)) || server.headers.Cookie;
  for (const name of Object.keys(paths)) {
    const { path, ...put } = putTo(name);
    await fetch(`${server.url}${path}`, { ...put, headers: server.headers });
  }
  return server;
}

/** What a server is asked; undefined where it can do nothing of the kind. */
function requestOf({ replaced }, name) {
  if (name in replaced) return replaced[name] && { ...requests[name], ...replaced[name] };
  return requests[name];
}

async function load({ url, pid, headers }, { isRefused = false, path, method = 'GET', body }) {
  const before = cpuOf(pid);
  const asked = { url: `${url}${path}`, method, body, headers, connections: 50, duration: seconds };
  const result = await autocannon(asked);
  if (result.non2xx > 0 && !isRefused) throw new Error(`${result.non2xx} responses of ${asked.url} were not 2xx`);
  return {
    cpu: (cpuOf(pid) - before) / result.requests.total,
    perSecond: result.requests.total / result.duration,
    p99: result.latency.p99,
  };
}

/** Bare Express and another server in turn, so many rounds after two in which they warm up. */
async function measure(servers, name, rounds) {
  const results = servers.map(() => []);
  for (let round = -2; round < rounds; round += 1)
    for (const [index, server] of servers.entries()) {
      const result = await load(server, requestOf(server, name));
      if (round >= 0) results[index].push(result);
    }
  return results;
}

/** Ratios are such that more is better. */
const columns = [
  ['cpu', (bare, other) => bare / other],
  ['perSecond', (bare, other) => other / bare],
  ['p99', (bare, other) => bare / other],
];

function cellsOf(results, bare) {
  return columns.flatMap(([key, ratio]) => {
    const values = results.map((each) => each[key]);
    const ratios = values.map((value, index) => ratio(bare[index][key], value));
    return [median(values).toFixed(0), `${median(ratios).toFixed(2)} ×`];
  });
}

/** Rows by the names of requests. */
async function compare(program, rounds) {
  const servers = [];
  try {
    for (const each of [express, program]) servers.push(await prepare(each));
    const rows = {};
    for (const name of Object.keys(requests)) {
      if (!requestOf(servers[1], name)) continue;
      const [bare, other] = await measure(servers, name, rounds);
      rows[name] = { bare: cellsOf(bare, bare), other: cellsOf(other, bare) };
    }
    return rows;
  } finally {
    for (const server of servers) await server.stop();
  }
}

export async function measureRequests({ peers, folders, rounds }) {
  const programs = { 'otp-settings-mock': mock };
  for (const [name, peer] of Object.entries(peers)) programs[name] = { ...peer, folder: folders[name] };
  const results = {};
  for (const [name, program] of Object.entries(programs)) results[name] = await compare(program, rounds);
  const rows = Object.entries(requests).flatMap(([name, { label }]) => [
    [label, 'bare Express', ...results['otp-settings-mock'][name].bare],
    ...Object.entries(results).flatMap(([program, { [name]: row }]) => (row ? [['', program, ...row.other]] : [])),
  ]);
  const title = `50 connections, ${canPin ? 'the servers on one core' : 'not pinned'}`;
  return table([title, '', 'CPU, µs', '÷ Express', 'a second', '÷ Express', 'p99, ms', '÷ Express'], rows);
}
