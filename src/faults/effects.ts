// The effects of a fault: in words, and as a header requests them.
import type { Validate } from '../document/validate.ts';
import type { Fault } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';

/** What goes wrong with one request. */
export interface Effects {
  /** Milliseconds. */
  readonly delay?: number;
  readonly connection?: NonNullable<Fault['connection']>;
  /** With which code the provider refuses. */
  readonly error?: string;
  /** Headers of the response, whichever it is. */
  readonly headers?: NonNullable<Fault['headers']>;
  /** Whether the access token counts as expired. */
  readonly token?: 'expired';
  /** The response that replaces the operation's own. */
  readonly answer?: { readonly status: number; readonly body?: unknown };
}

/** In words for the log and the journal; undefined without effects. */
export function describeEffects({ delay, connection, error, headers, token, answer }: Effects): string | undefined {
  const parts = [
    ...(delay === undefined ? [] : [`delay=${delay}`]),
    ...(connection === undefined ? [] : [connection]),
    ...(error === undefined ? [] : [`error=${error}`]),
    ...(token === undefined ? [] : [`token=${token}`]),
    ...(headers === undefined ? [] : [`headers ${Object.keys(headers).join(' ')}`]),
    ...(answer === undefined ? [] : [`status=${answer.status}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}

const example = 'status=503, delay=800, delay=100-900, error=30, reset, hang or truncate';

/**
 * The fault that a header asks for: one or more effects with commas between them.
 * @param check whether a value is a fault that the document knows
 * @throws {Refusal} when it cannot be parsed.
 */
export function parseFault(header: string, check: Validate): Fault {
  const parts = header.split(',').map((part) => part.trim());
  const fault: Fault = Object.fromEntries(parts.map((part) => parsePart(part) ?? refuse(`is ${JSON.stringify(part)}`)));
  const problem = check(fault);
  return problem === undefined ? fault : refuse(problem);
}

function parsePart(part: string): [name: string, value: unknown] | undefined {
  if (['reset', 'hang', 'truncate'].includes(part)) return ['connection', part];
  const [, name = '', value = ''] = /^(\w+)=(.+)$/.exec(part) ?? [];
  if (name === 'error') return [name, value];
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(value) ?? [];
  if (from === undefined) return undefined;
  if (name === 'delay') return [name, to === undefined ? Number(from) : { from: Number(from), to: Number(to) }];
  return name === 'status' && to === undefined ? [name, Number(from)] : undefined;
}

function refuse(problem: string): never {
  const message = `must be like ${example} (received ${problem})`;
  throw new Refusal('invalid-request', `X-Mock-Fault ${message}.`, {
    violations: [{ path: '/headers/x-mock-fault', message, rule: 'fault' }],
  });
}
