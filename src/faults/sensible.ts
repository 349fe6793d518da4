// What a fault has to be besides what the document says of it.
import type { Fault, OperationId } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';

/** What sends messages, which a provider can refuse. */
export const sending: ReadonlySet<OperationId> = new Set(['sendTestMessage', 'login']);

/** The fault, checked for what a schema cannot express. @throws {Refusal} */
export function sensible(fault: Fault, operation: OperationId = fault.operation ?? 'sendTestMessage'): Fault {
  const refuse = (path: string, message: string): never => {
    throw new Refusal('invalid-request', `The fault is not valid: ${path} ${message}.`, {
      violations: [{ path: `/body/${path}`, message, rule: 'sense' }],
    });
  };
  const { delay, error, headers = {}, body, status } = fault;
  if (typeof delay === 'object' && delay.from > delay.to)
    refuse('delay', `must not end (${delay.to}) before it begins (${delay.from})`);
  if (error !== undefined && !sending.has(operation))
    refuse('error', `is for test sends and logins only, not for ${operation}`);
  if (body !== undefined && status === undefined) refuse('body', 'requires a status');
  if (body !== undefined && (status === 204 || status === 304)) refuse('body', `cannot be sent with ${status}`);
  for (const [name, value] of Object.entries(headers)) {
    const flaw = flawOfHeader(name, value);
    if (flaw !== undefined) refuse(`headers/${name}`, flaw);
  }
  return fault;
}

/** What Node writes itself, so that a response can be read. */
const framing = /^(content-length|transfer-encoding|connection|content-encoding)$/i;

function flawOfHeader(name: string, value: string | readonly string[]): string | undefined {
  if (!/^[!#$%&'*+.^`|~\w-]+$/.test(name)) return 'is not the name of a header';
  if (framing.test(name)) return 'is set by the mock, because it says how to read the response';
  return [value].flat().some((each) => /[^\t\x20-\x7e\x80-\xff]/.test(each))
    ? 'has a character that a header cannot have'
    : undefined;
}
