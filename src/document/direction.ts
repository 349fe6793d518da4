// What a schema demands of a request, and of a response: fields that only the other one has are required of neither.
import { isRecord } from './json.ts';

/** A copy of an operation or a schema for requests: the server sets the fields that are read-only. */
export const forRequests = <T>(definition: T): T => withoutRequired(definition, 'readOnly');

/** A copy for responses. */
export const forResponses = <T>(definition: T): T => withoutRequired(definition, 'writeOnly');

function withoutRequired<T>(definition: T, flag: 'readOnly' | 'writeOnly'): T {
  const copies = new Map<unknown, unknown>();
  const copy = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (!copies.has(node)) copies.set(node, Array.isArray(node) ? node.map(copy) : copyOf(node));
    return copies.get(node);
  };
  const copyOf = (node: object): object => {
    const entries = Object.entries(node).map(([name, value]) => [name, copy(value)] as const);
    const { required, properties }: { required?: unknown; properties?: unknown } = node;
    if (!Array.isArray(required) || !isRecord(properties)) return Object.fromEntries(entries);
    const isLeft = (name: string): boolean => !(isRecord(properties[name]) && properties[name][flag] === true);
    return { ...Object.fromEntries(entries), required: required.filter(isLeft) };
  };
  return copy(definition) as T; // of the same shape
}
