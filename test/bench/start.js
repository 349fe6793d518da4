// How long a start takes: from spawn to the ready line, and to the end of the first response, to a PUT that is validated and
// stored. Rounds are interleaved, so that what else the machine does falls on all alike.
import { spawn } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePort } from './peers.js';
import { ask, file, median, start, table, temporaryFolder } from './programs.js';

const put = {
  method: 'PUT',
  headers: { 'X-Space': 'bench', 'Content-Type': 'application/json', Cookie: 'ins_access_token=any' },
  body: readFileSync(file('fixtures/bodies/mail.json'), 'utf8'),
};
const path = '/api/otp/settings/mail/default';

const mock = ['--port', '0', '--auth', 'off', '--log', 'silent'];
const inMemory = [...mock, '--ephemeral'];
const command = file('dist/cli.cjs');

/** Some say that they are ready before they listen. */
async function askUntilItListens(url, tries = 1_000) {
  const refused = await ask(url, put).then(
    () => undefined,
    (error) => error,
  );
  if (refused?.code !== 'ECONNREFUSED' || tries === 0) {
    if (refused) throw refused;
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, 1));
  await askUntilItListens(url, tries - 1);
}

/** Starts once and asks once; resolves with the two times in milliseconds. */
async function startAndAsk(args, options = {}) {
  const { url, began, ready, stop } = await start(args, options);
  await askUntilItListens(`${url ?? options.url}${options.path ?? path}`);
  const first = performance.now() - began;
  await stop();
  return { ready, first };
}

/** Starts a contract run against a port that says nothing; resolves with the time until its first request is there. */
function firstOfContract(env) {
  return new Promise((resolve) => {
    let began;
    let child;
    const server = createServer((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', () => {
          const first = performance.now() - began;
          child.once('exit', () => server.close(() => resolve({ first })));
          child.kill('SIGKILL');
          socket.destroy();
        });
    }).listen(0, '127.0.0.1', () => {
      began = performance.now();
      const { NODE_EXTRA_CA_CERTS: _, ...plain } = process.env;
      const args = [command, 'contract', `http://127.0.0.1:${server.address().port}`];
      child = spawn(process.execPath, args, { stdio: 'ignore', env: { ...plain, ...env } });
    });
  });
}

/** Has the command keep what it compiles. */
async function fillCache(env) {
  const { url, stop } = await start([command, ...inMemory], { env });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const run = spawn(process.execPath, [command, 'contract', url, '--only', 'list'], {
    stdio: 'ignore',
    env: { ...process.env, ...env },
  });
  await new Promise((resolve) => run.once('exit', resolve));
  await stop();
}

/** A data folder with as many spaces: the files of one, copied. */
async function fillData(spaces) {
  const data = temporaryFolder();
  const { url, stop } = await start([command, ...mock, '--data', data]);
  await ask(`${url}${path}`, put);
  await stop('SIGTERM');
  const [first] = readdirSync(join(data, 'spaces'));
  for (let index = 1; index < spaces; index += 1)
    copyFileSync(join(data, 'spaces', first), join(data, 'spaces', first.replace(/\w+(?=\.json)/, `copy${index}`)));
  return data;
}

export async function measureStart({ peers, folders, rounds }) {
  const cached = { XDG_CACHE_HOME: temporaryFolder() };
  await fillCache(cached);
  const data = await fillData(50_000);
  const ours = (env, args = inMemory) => startAndAsk([command, ...args], { env });
  const programs = {
    'node:http': () => startAndAsk([file('test/bench/node-http.js')]),
    'bare Express': () => startAndAsk([file('test/bench/bare-express.js')]),
    'otp-settings-mock, the first time': () => ours({ XDG_CACHE_HOME: temporaryFolder() }),
    'otp-settings-mock, later': () => ours(cached),
    'otp-settings-mock, `OTP_SETTINGS_MOCK_CACHE=off`': () => ours({ OTP_SETTINGS_MOCK_CACHE: 'off' }),
    'otp-settings-mock, later, 50,000 spaces on disk': () => ours(cached, [...mock, '--data', data]),
    'otp-settings-mock contract, to its first request': () => firstOfContract(cached),
  };
  for (const [name, { args, ready, command, firstPath }] of Object.entries(peers))
    programs[name] = async () => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      return startAndAsk(args(folders[name], port), {
        command,
        ready,
        url,
        cwd: folders[name],
        path: firstPath,
      });
    };
  const results = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, measure] of Object.entries(programs)) results[name].push(await measure());
  const of = (name, what) => median(results[name].map((each) => each[what]));
  const cells = (name, what) => {
    if (results[name][0][what] === undefined) return ['–', '–'];
    const least = Math.min(...results[name].map((each) => each[what]));
    return [
      `${of(name, what).toFixed(0)} (${least.toFixed(0)})`,
      `${(of(name, what) / of('bare Express', what)).toFixed(2)} ×`,
    ];
  };
  const rows = Object.keys(programs).map((name) => [name, ...cells(name, 'ready'), ...cells(name, 'first')]);
  return table(['starting, ms: median (least)', 'ready', '÷ Express', 'first PUT answered', '÷ Express'], rows);
}
