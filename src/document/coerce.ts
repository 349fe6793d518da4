// Scalars of another JSON type, read as many backends read them by default: 5 as "5", "25" as 25, "true" and 1 as true.

/** The value as a scalar of a type of JSON Schema; undefined where it is none that can be read as one of another type. */
export function coerced(value: unknown, type: string | undefined): unknown {
  if (type === 'string') return typeof value === 'boolean' || isExact(value) ? String(value) : undefined;
  if (type === 'boolean') return truths.get(value);
  if (typeof value !== 'string') return undefined;
  if (type === 'integer') return /^-?\d+$/.test(value) ? Number(value) : undefined;
  return type === 'number' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** A whole number beyond 2^53 has lost digits when it was read. */
const isExact = (value: unknown): value is number =>
  typeof value === 'number' && (!Number.isInteger(value) || Number.isSafeInteger(value));

const truths = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
  [1, true],
  [0, false],
]);
