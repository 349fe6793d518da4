// What a mock adds to requests that pass it on their way to an upstream: in turn, the same requests with and without it, 200 a
// second.
import { Agent, request } from 'node:http';
import { file, start } from './programs.js';

const agent = new Agent({ keepAlive: true, timeout: 3_000 }); // less than a server waits for the next request
const rate = 200;
const seconds = 10;

const ask = (url) =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    request(`${url}/api/elsewhere`, { agent, headers: { 'X-Space': 'a' } }, (response) => {
      response.resume().once('end', () => resolve(performance.now() - began));
    })
      .once('error', reject)
      .end();
  });

/** The times of so many requests, sorted, in milliseconds: one of each kind at a time, so that both meet the same machine. */
async function measure(urls) {
  const times = urls.map(() => []);
  const under = [];
  for (let sent = 0; sent < rate * seconds; sent += 1) {
    under.push(...urls.map(async (url, index) => times[index].push(await ask(url))));
    await new Promise((resolve) => setTimeout(resolve, 1_000 / rate));
  }
  await Promise.all(under);
  return times.map((all) => all.toSorted((a, b) => a - b));
}

export async function measureUpstream() {
  const direct = await start([file('test/bench/node-http.js')]);
  const through = await start([
    file('dist/cli.cjs'),
    '--port',
    '0',
    '--ephemeral',
    '--log',
    'silent',
    '--upstream',
    direct.url,
  ]);
  const urls = [direct.url, through.url];
  await measure(urls); // warms both up
  const [without, with_] = await measure(urls);
  const at = (all, part) => all[Math.floor(all.length * part)];
  const row = (name, part) => {
    const [a, b] = [at(without, part), at(with_, part)];
    return `| ${name} | ${a.toFixed(2)} ms | ${b.toFixed(2)} ms | ${(b - a).toFixed(2)} ms |`;
  };
  await Promise.all([direct, through].map(({ stop }) => stop()));
  const head = `| ${rate} requests a second | without the mock | through it | added |\n| --- | --- | --- | --- |`;
  return [head, row('p50', 0.5), row('p90', 0.9), row('p99', 0.99)].join('\n');
}
