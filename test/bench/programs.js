// The programs that are measured beside each other, and how one of them is started.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const file = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Whether the system lets a process be kept on one core. */
export const canPin = spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** An environment without what slows every process of Node: certificates from a file take 50 ms to read. */
const { NODE_EXTRA_CA_CERTS: _, ...plain } = process.env;

const folders = [];
process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder that is gone at the end of the run. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  folders.push(folder);
  return folder;
}

/**
 * Starts a program; resolves when it says where it listens.
 * @param args its file and arguments
 * @param options.command what runs it; Node by default
 * @param options.env more environment
 * @param options.isPinned whether it is kept on one core
 * @param options.ready what it says when it is ready; its first group, if any, is the URL
 */
export function start(
  args,
  { command: program = process.execPath, env = {}, isPinned = false, ready = /(http:\S+)/, cwd } = {},
) {
  const [command, ...rest] = [...(isPinned && canPin ? ['taskset', '-c', '0'] : []), program, ...args];
  const began = performance.now();
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...plain, ...env }, cwd });
  const stop = (signal = 'SIGKILL') =>
    new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill(signal);
    });
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (text) => {
      const found = ready.exec((said += String(text)));
      if (found) resolve({ url: found[1], pid: child.pid, began, ready: performance.now() - began, stop });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code} before it was ready: ${said}`)));
  });
}

/** Sends one request by a connection of its own; resolves with the status when the response is whole. */
export function ask(url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const sent = request(url, { method, agent: false, headers: { ...headers, ...length } }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    });
    sent.once('error', reject).end(body);
  });
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** A table of Markdown. */
export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
