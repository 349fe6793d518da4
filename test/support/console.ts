// The commands that the documentation shows, run in a shell and compared with what it shows below them: but for ids, dates and
// one-time codes. Needs a build.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { freePort } from './free-port.ts';
import { command } from './process.ts';

export interface Step {
  readonly command: string;
  readonly output: string;
}

/** The commands of the console blocks, each with what is printed below it. */
export function stepsOf(text: string): Step[] {
  const blocks = [...text.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const [line = '', ...output] = step.trimEnd().split('\n');
        return { command: line, output: output.join('\n') };
      }),
  );
}

/** The ports that the documentation shows. */
const shownPorts = ['4010', '4011', '4012'];

/** A command with free ports for those that are shown. */
const onFreePorts = (text: string, ports: readonly number[]): string =>
  shownPorts.reduce((changed, shown, index) => changed.replaceAll(shown, String(ports[index])), text);

/** A text with the ports that are shown for those that were free. */
const onShownPorts = (text: string, ports: readonly number[]): string =>
  ports.reduce((changed, port, index) => changed.replaceAll(String(port), shownPorts[index] ?? ''), text);

/** Runs all steps in one shell, where `npx otp-settings-mock` is the built command on a free port. */
async function run(steps: readonly Step[], ports: readonly number[], env: NodeJS.ProcessEnv): Promise<string[]> {
  const [port] = ports;
  const cwd = await mkdtemp(join(tmpdir(), 'readme-'));
  const name = `readme-${randomUUID()}`; // nobody else has one of this name in the same database
  const divider = '--- end of step ---';
  const script = [
    `npx() { shift; case "$1" in contract|health|env) "${process.execPath}" "${command}" "$@"; return;; esac; exec "${process.execPath}" "${command}" --log silent --port ${port} "$@"; }`,
    ...steps.flatMap((step) => [
      onFreePorts(step.command, ports).replace('readme', name),
      // A command in the background needs a moment until it is ready, and a killed one until it is gone.
      ...(step.command.endsWith('&')
        ? [
            `curl -s -o ready --retry 50 --retry-connrefused --retry-delay 1 http://127.0.0.1:${onFreePorts(/40\d\d/.exec(step.command)?.[0] ?? '4010', ports)}/__mock/health`,
            'sleep 0.2',
          ]
        : []),
      ...(step.command.startsWith('kill') ? ['wait 2>/dev/null'] : []),
      `echo; echo "${divider}"`,
    ]),
    'kill $(jobs -p) 2>/dev/null',
  ].join('\n');
  const { stdout } = spawnSync('bash', ['-c', script], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return stdout
    .split(divider)
    .slice(0, -1)
    .map((output) => output.trim());
}

function withoutChance(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{24}\b/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+03:00)/g, '<date>')
    .replaceAll(/\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT/g, '<date>')
    .replaceAll(/\b00 \d{9}\b/g, '<bulk id>')
    .replaceAll(/\b\d{6}\b(?= is your)/g, '<code>')
    .replaceAll(/"code":"\d{6}"/g, '"code":"<code>"')
    .replaceAll(/ in \d+\.\d s$/gm, ' in <seconds>')
    .replaceAll(/--rng-seed \d+/g, '--rng-seed <seed>');
}

/** Runs the commands of a document as shown, and fails the test unless they print what it shows. */
export async function expectAsShown(text: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const ports = await Promise.all(shownPorts.map(freePort));
  const expected = stepsOf(text);
  const printed = await run(expected, ports, env);
  for (const [index, step] of expected.entries())
    expect(withoutChance(onShownPorts(printed[index] ?? '', ports)), step.command).toBe(withoutChance(step.output));
}
