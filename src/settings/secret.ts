// Settings with their secrets masked.
import type { Field } from '../document/fields.ts';
import { mask } from '../document/secret.ts';

/** A copy of a setting with every secret that it has masked; one that is empty hides nothing. */
export function maskSecrets<S extends object>(setting: S, fields: readonly Field[]): S {
  const has = (name: string): boolean => ![undefined, null, ''].includes((setting as Record<string, string>)[name]);
  const masked = fields.filter(({ name, secret }) => secret && has(name)).map(({ name }) => [name, mask]);
  return { ...setting, ...Object.fromEntries(masked) };
}
