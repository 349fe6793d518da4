// The built command as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const command = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  /** Everything on standard output and error so far. */
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  /** Sends the signal; resolves when the process has ended. */
  readonly stop: (signal: NodeJS.Signals) => Promise<Ended>;
}

export interface Launch {
  readonly file?: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** How many file descriptors the process may have. */
  readonly descriptors?: number;
}

/** Node 24 warns of the validator's url.parse(), unless it is below node_modules, where it is for everybody else. */
const asInstalled = '--disable-warning=DEP0169';

/** Launches the command and does not wait for anything. */
export function launch(args: readonly string[], { file = command, cwd, env, descriptors }: Launch = {}) {
  const { PORT: _, FORCE_COLOR: __, NO_COLOR: ___, ...inherited } = process.env;
  const own = [process.execPath, file, ...args];
  const limited = descriptors === undefined ? own : ['sh', '-c', `ulimit -n ${descriptors}; exec "$@"`, 'sh', ...own];
  const child = spawn(limited[0] ?? '', limited.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, NODE_OPTIONS: asInstalled, ...env },
    ...(cwd !== undefined && { cwd }),
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, ended, output: () => ({ stdout, stderr }) };
}

/** Runs the command to its end. */
export async function run(args: readonly string[], options: Launch = {}): Promise<Ended> {
  return launch(args, options).ended;
}

/** Starts the command; resolves when its ready line is out. */
export async function start(args: readonly string[], options: Launch = {}): Promise<Running> {
  const { child, ended, output } = launch(args, options);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const ready = /^otp-settings-mock listening on (\S+)$/m.exec(output().stdout)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    void ended.then(({ stderr }) => reject(new Error(`ended before it was ready: ${stderr}`)));
  });
  return {
    child,
    url,
    output,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
