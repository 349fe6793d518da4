// What a mock with an upstream has: the upstream, what goes there, who has logged in there, and what was seen of it.
import type { Operation } from '../document/operations.ts';
import { StartError } from '../document/start-error.ts';
import { Choice } from './choice.ts';
import { Observed } from './observed/observed.ts';
import { SeenSessions } from './seen-sessions.ts';
import { Upstream } from './upstream.ts';

export interface Forwarding {
  readonly upstream: Upstream;
  readonly choice: Choice;
  readonly seen: SeenSessions;
  readonly observed: Observed;
  /** Whether an exchange that violates the contract is answered with 502. */
  readonly failOnViolation: boolean;
}

export interface ForwardingOptions {
  readonly upstream?: string | undefined;
  readonly forward?: readonly string[] | undefined;
  readonly mock?: readonly string[] | undefined;
  readonly ca?: string | undefined;
  readonly insecure?: boolean | undefined;
  readonly failOnViolation?: boolean | undefined;
  readonly writeAssumptions?: string | undefined;
  readonly upstreamTimeout?: number | undefined;
}

/**
 * Undefined without an upstream.
 * @param operations as the page has them, without assumptions
 * @throws {StartError} for options that cannot be used.
 */
export function createForwarding(
  operations: readonly Operation[],
  { upstream: url, forward, mock, ca, insecure, failOnViolation, writeAssumptions, upstreamTimeout }: ForwardingOptions,
): Forwarding | undefined {
  if (url === undefined) {
    requireNone({ forward: forward?.[0], mock: mock?.[0], ca, insecure, failOnViolation, writeAssumptions });
    return undefined;
  }
  return {
    upstream: new Upstream({ url, ca, insecure, timeout: upstreamTimeout }),
    choice: new Choice(operations, { forward, mock }),
    seen: new SeenSessions(),
    observed: new Observed(operations),
    failOnViolation: failOnViolation ?? false,
  };
}

/** @throws {StartError} for options that say something of an upstream which is not there. */
function requireNone(options: Readonly<Record<string, unknown>>): void {
  const [name] = Object.entries(options).find(([, value]) => value !== undefined && value !== false) ?? [];
  if (name === undefined) return;
  const flag = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new StartError(`The option --${flag} is about an upstream. Add --upstream URL.`);
}
