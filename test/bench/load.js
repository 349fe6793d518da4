// A load of requests, and what it costs the server.
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { file } from './programs.js';

export const seconds = Number(process.env.SECONDS ?? 2);
const read = (name) => readFileSync(file(`fixtures/bodies/${name}.json`), 'utf8');
const paths = { twilio: 'sms/twilio', netgsm: 'sms/netgsm', dataport: 'sms/dataport', mail: 'mail/default' };
export const providers = Object.keys(paths);
export const putTo = (name, body = read(name)) => ({ method: 'PUT', path: `/api/otp/settings/${paths[name]}`, body });

/** What is measured, in this order. */
export const requests = {
  get: { label: 'GET of four settings', path: '/api/otp/settings' },
  put: { label: 'PUT', ...putTo('mail') },
  refused: { label: 'PUT that is refused', ...putTo('mail', '{"type":5}'), isRefused: true },
  send: { label: 'POST of a test message', method: 'POST', path: '/api/otp/settings/test' },
};

/** The headers of requests in a space, with a session where the server has one. */
export async function headersFor(url, space) {
  const body = new URLSearchParams({ username: 'admin', password: 'admin' });
  const response = await fetch(`${url}/login`, { method: 'POST', body });
  const cookie = response.ok && response.headers.getSetCookie()[0]?.split(';')[0];
  return { 'X-Space': space, 'Content-Type': 'application/json', Cookie: cookie || 'ins_access_token=any' };
}

/** What a process has used of the CPU, in microseconds; NaN where the system does not say. */
export function cpuOf(pid) {
  return fromProc(pid, 'stat', (text) => {
    const fields = text.split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000; // clock ticks, 100 a second on Linux
  });
}

/** What a process has in memory, in megabytes; NaN where the system does not say. */
export const rssOf = (pid) => fromProc(pid, 'status', (text) => Number(/VmRSS:\s+(\d+)/.exec(text)[1]) / 1024);

function fromProc(pid, name, find) {
  try {
    return find(readFileSync(`/proc/${pid}/${name}`, 'utf8'));
  } catch {
    return NaN;
  }
}

/**
 * Asks as often as it can for a while, or `amount` times.
 * @param server.space makes the name of the space for each request; one and the same without it
 */
export async function load({ url, pid, headers, space }, { isRefused = false, path, method = 'GET', body, amount }) {
  const before = cpuOf(pid);
  const asked = { url: `${url}${path}`, method, body, headers, connections: 50, duration: seconds, amount };
  const change = (client) => client.setHeaders({ ...headers, 'X-Space': space() });
  const setupClient = (client) => void (change(client), client.on('response', () => change(client)));
  const result = await autocannon({ ...asked, ...(space && { setupClient }) });
  if (result.non2xx > 0 && !isRefused) throw new Error(`${result.non2xx} responses of ${asked.url} were not 2xx`);
  return {
    cpu: (cpuOf(pid) - before) / result.requests.total,
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

/** Servers in turn, so many rounds after two in which they warm up; a list of results for each. */
export async function inTurn(servers, requestOf, rounds) {
  const results = servers.map(() => []);
  for (let round = -2; round < rounds; round += 1)
    for (const [index, server] of servers.entries()) {
      const result = await load(server, requestOf(server));
      if (round >= 0) results[index].push(result);
    }
  return results;
}
