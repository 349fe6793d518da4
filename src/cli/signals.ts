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
 * At the first of any of these signals, the process ends cleanly. At a later one it exits at once, with the usual code for the
 * signal.
 */
export function endOnSignals(end: (signal: NodeJS.Signals) => void): void {
  let first: number | undefined;
  for (const name of names) {
    const number = (constants.signals as Partial<Record<string, number>>)[name];
    if (number === undefined) continue; // not on this system
    process.on(name, () => {
      if (first !== undefined && performance.now() > first + together) process.exit(128 + number);
      if (first === undefined) end(name);
      first ??= performance.now();
    });
  }
}
