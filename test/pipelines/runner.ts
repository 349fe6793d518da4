// Runs a composite action as a runner of GitHub does: its steps by bash, with the inputs in their places, and what they put out.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly id?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export const folderOf = (name: string): string =>
  fileURLToPath(new URL(`../../.github/actions/${name}`, import.meta.url));

export async function actionOf(name: string): Promise<Action> {
  return parse(await readFile(join(folderOf(name), 'action.yml'), 'utf8')) as Action;
}

/** As the runner has it: https://docs.github.com/actions/reference/workflow-syntax, defaults for bash. */
const shell = ['--noprofile', '--norc', '-eo', 'pipefail'];

/** Runs the steps that have a script, until one fails. Steps of other actions are left out. */
export async function runAction(name: string, given: Readonly<Record<string, string>>): Promise<Ended> {
  const { inputs, outputs, runs } = await actionOf(name);
  const temp = await mkdtemp(join(tmpdir(), 'runner-'));
  const files = { GITHUB_OUTPUT: join(temp, 'output'), GITHUB_STEP_SUMMARY: join(temp, 'summary') };
  for (const file of Object.values(files)) await writeFile(file, '');
  const known = new Map<string, string>();
  for (const [input, { default: usual = '' }] of Object.entries(inputs))
    known.set(`inputs.${input}`, given[input] ?? usual);
  const filled = (text: string): string =>
    text.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (whole, expression: string) => known.get(expression) ?? whole);
  let ended = { code: 0 as number | null, output: '' };
  for (const { id = '', run, env = {} } of runs.steps.filter((step) => step.run !== undefined)) {
    const own = Object.entries(env).map(([key, value]) => [key, filled(value)] as const);
    const step = await bash(
      filled(run ?? ''),
      { ...files, GITHUB_ACTION_PATH: folderOf(name), RUNNER_TEMP: temp, ...Object.fromEntries(own) },
      temp,
    );
    ended = { code: step.code, output: ended.output + step.output };
    for (const [, key, value] of (await readFile(files.GITHUB_OUTPUT, 'utf8')).matchAll(/^(\w+)=(.*)$/gm))
      known.set(`steps.${id}.outputs.${key}`, value ?? '');
    if (step.code !== 0) break;
  }
  const values = Object.entries(outputs).map(([key, { value }]) => [key, filled(value)]);
  return {
    ...ended,
    summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8'),
    outputs: Object.fromEntries(values) as Record<string, string>,
  };
}

/** What is left of it in the background ends with the test, as with a job. */
export function bash(script: string, env: NodeJS.ProcessEnv, cwd: string): Promise<Pick<Ended, 'code' | 'output'>> {
  const { NO_COLOR: _, PORT: __, ...inherited } = process.env;
  const child = spawn('bash', [...shell, '-c', script], {
    cwd,
    detached: true,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  onTestFinished(() => {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // nothing is left
    }
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, output })));
}
