// Requests to a server beside bare Express, in one run. Both are kept on one core where the system allows it and asked in turn, and
// what is compared are requests of the same round. CPU time is the figure to trust on a busy machine.
import { headersFor, inTurn, providers, putTo, requests } from './load.js';
import { freePort } from './peers.js';
import { canPin, file, median, start, table, temporaryFolder } from './programs.js';

const express = { args: () => [file('test/bench/bare-express.js')] };
const options = ['--port', '0', '--log', 'silent', '--token-ttl', '86400'];
const mock = { args: () => [file('dist/cli.cjs'), ...options, '--data', temporaryFolder()] };

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
  await waitFor(server.url);
  server.headers = await headersFor(server.url, 'bench');
  if (replaced) return server;
  for (const name of providers) {
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
      const [bare, other] = await inTurn(servers, (server) => requestOf(server, name), rounds);
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
