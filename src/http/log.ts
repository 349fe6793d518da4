// The log: one line a request, for people or for programs, on standard error. Nothing of a body is ever in it.
import pc from 'picocolors';
import { printable } from '../common/printable.ts';
import type { RequestRecord } from './record.ts';

export type LogFormat = 'pretty' | 'json' | 'silent';

export interface Log {
  request(entry: RequestRecord): void;
  /** A problem outside of any request. */
  problem(message: string): void;
}

/** Writes lines to `write`, optionally in colour. */
export function createLog(format: LogFormat, write: (line: string) => void, colour: boolean): Log {
  if (format === 'silent') return { request: () => undefined, problem: () => undefined };
  const line = format === 'json' ? jsonLine : prettyLine(colour);
  return {
    request: (entry) => write(line(entry)),
    problem: (message) =>
      write(
        format === 'json'
          ? JSON.stringify({ time: new Date().toISOString(), level: 'error', message })
          : printable(message),
      ),
  };
}

function jsonLine({ entry, cause }: RequestRecord): string {
  const { id, method, url, space, status, ms, reason, fault, forwarded, violations } = entry;
  const error = status >= 500 ? causeOf(cause) : undefined;
  const time = new Date().toISOString();
  return JSON.stringify({
    time,
    id,
    method,
    url,
    space,
    status,
    ms: Math.round(ms * 10) / 10,
    reason,
    fault,
    forwarded,
    violations,
    error,
  });
}

function prettyLine(colour: boolean): (entry: RequestRecord) => string {
  const { dim, green, yellow, red } = pc.createColors(colour);
  return ({ entry: { method, url, space, status, ms, reason, fault, forwarded, violations = [] }, cause }) => {
    const paint = status >= 500 || status === 0 ? red : status >= 400 ? yellow : green;
    const parts = [
      dim(new Date().toTimeString().slice(0, 8)),
      paint(status === 0 ? 'gone' : String(status)),
      method.padEnd(4),
      printable(url),
      ...(space === undefined ? [] : [dim(`space=${printable(space)}`)]),
      dim(`${ms.toFixed(1)} ms`),
      ...(forwarded ? [dim('forwarded')] : []),
      ...violations.map(({ in: where, path, message }) => yellow(printable(`violation: ${where} ${path} ${message}`))),
      ...(fault === undefined ? [] : [yellow(`fault ${printable(fault)}`)]),
      ...(reason === undefined ? [] : [printable(reason)]),
      ...(cause === undefined || status < 500
        ? []
        : [dim((causeOf(cause) ?? '').split('\n').map(printable).join('\n'))]),
    ];
    return parts.join(' ');
  };
}

function causeOf(cause: unknown): string | undefined {
  return cause instanceof Error ? (cause.stack ?? cause.message) : undefined;
}
