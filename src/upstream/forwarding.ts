// What a mock with an upstream has: the upstream, what goes there, and who has logged in there.
import type { Operation } from '../document/operations.ts';
import { Choice } from './choice.ts';
import { SeenSessions } from './seen-sessions.ts';
import { Upstream } from './upstream.ts';

export interface Forwarding {
  readonly upstream: Upstream;
  readonly choice: Choice;
  readonly seen: SeenSessions;
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
}

/** Undefined without an upstream. @throws {StartError} for options that cannot be used. */
export function createForwarding(
  operations: readonly Operation[],
  { upstream: url, forward, mock, ca, insecure, failOnViolation = false }: ForwardingOptions,
): Forwarding | undefined {
  if (url === undefined) return undefined;
  return {
    upstream: new Upstream({ url, ca, insecure }),
    choice: new Choice(operations, { forward, mock }),
    seen: new SeenSessions(),
    failOnViolation,
  };
}
