// How large a body may be, by the document that its operation is of.
import type { Documents } from '../document/load.ts';

/** In bytes; a whole space with its outbox comes in through the control API. */
export const bodyLimits: Readonly<Record<keyof Documents, number>> = {
  contract: 1024 ** 2,
  session: 16 * 1024,
  control: 64 * 1024 ** 2,
};

/** A number of bytes for people. */
export function inWords(bytes: number): string {
  return bytes >= 1024 ** 2 ? `${bytes / 1024 ** 2} MB` : `${bytes / 1024} KB`;
}
