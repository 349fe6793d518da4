// The signals that ask a process to end, and that it can still do something about.
import { constants } from 'node:os';

/** Without those that report a fault of the process itself, or that Node uses: SIGUSR1 for its debugger, SIGPROF for its profiler. */
const names = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'SIGBREAK',
  'SIGABRT',
  'SIGALRM',
  'SIGVTALRM',
  'SIGUSR2',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGIO',
  'SIGPWR',
  'SIGSTKFLT',
  'SIGSYS',
  'SIGTRAP',
] as const;

/** What comes so soon after the first signal, in milliseconds, counts as the same wish: a closed terminal and npm send theirs twice. */
const together = 100;

/**
 * At the first of any of these signals, the process ends cleanly; so it does when npm has started it and is gone, because npm
 * does not pass on what ends it. At a later signal it exits at once, with the usual code for the signal.
 * @param end is told what it was
 */
export function endOnSignals(end: (cause: string) => void): void {
  let first: number | undefined;
  const endOnce = (cause: string): void => {
    if (first === undefined) end(cause);
    first ??= performance.now();
  };
  for (const name of names) {
    const number = (constants.signals as Partial<Record<string, number>>)[name];
    if (number === undefined) continue; // not on this system
    process.on(name, () => {
      if (first !== undefined && performance.now() > first + together) process.exit(128 + number);
      endOnce(name);
    });
  }
  if (isOfPackageManager(process.env)) onLosingParent(() => endOnce('the end of its parent process'));
}

/** npm, pnpm and yarn tell what they start who they are. */
const isOfPackageManager = (env: NodeJS.ProcessEnv): boolean =>
  env['npm_execpath'] !== undefined || env['npm_config_user_agent'] !== undefined;

/** As the process starts: it may be another one by the time the mock is up. */
const parent = process.ppid;

/** Unix gives a process whose parent has ended another one. */
function onLosingParent(lost: () => void): void {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    lost();
  }, 500).unref();
}
