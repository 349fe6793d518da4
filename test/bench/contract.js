// npm run bench contract: how long a contract run takes against the mock, whose responses are late on purpose, by how many
// requests go on at once; and how many requests a run sends.
import { spawn } from 'node:child_process';
import { createServer, request } from 'node:http';
import { file, median, start, table } from './programs.js';

const command = file('dist/cli.cjs');

/** How late responses are, in milliseconds, and the values of --parallel; the first is the default. */
const delays = [0, 30, 100];
const widths = (process.env.WIDTHS ?? '16,4').split(',');

async function withMock(work) {
  const { url, stop } = await start([command, '--port', '0', '--log', 'silent', '--ephemeral']);
  try {
    return await work(url);
  } finally {
    await stop();
  }
}

/** Resolves with the seconds of a whole run, from the start of the command to its end. */
function run(url, width) {
  const began = performance.now();
  const child = spawn(process.execPath, [command, 'contract', url, '--parallel', width], { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve((performance.now() - began) / 1000) : reject(new Error(`The run ended with ${code}.`)),
    );
  });
}

async function delayed(url, delay) {
  if (delay === 0) return;
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ delay });
  const response = await fetch(`${url}/__mock/faults`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(await response.text());
}

/** Counts what passes on its way to the mock. */
async function count(url) {
  const methods = new Map();
  const target = new URL(url);
  const proxy = createServer((asked, answer) => {
    methods.set(asked.method, (methods.get(asked.method) ?? 0) + 1);
    const { method, headers, url: path } = asked;
    const passed = request({ host: target.hostname, port: target.port, method, headers, path }, (response) => {
      answer.writeHead(response.statusCode, response.rawHeaders);
      response.pipe(answer);
    });
    asked.pipe(passed);
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  await run(`http://127.0.0.1:${proxy.address().port}`, '16');
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
  return methods;
}

/** The text of the table. */
export async function measureContract(rounds) {
  const rows = [];
  for (const delay of delays) {
    const cells = [];
    for (const width of widths)
      cells.push(
        await withMock(async (url) => {
          await delayed(url, delay);
          const times = [];
          for (let round = 0; round < (delay === 0 ? rounds : 1); round += 1) times.push(await run(url, width));
          return `${median(times).toFixed(2)} s`;
        }),
      );
    rows.push([`${delay} ms`, ...cells]);
  }
  const methods = await withMock(count);
  const requests = [...methods.values()].reduce((sum, each) => sum + each, 0);
  const parts = [...methods].map(([method, number]) => `${number} ${method}`).join(', ');
  return `${table(['responses are late by', ...widths.map((width) => `--parallel ${width}`)], rows)}\n\n${requests} requests: ${parts}`;
}
