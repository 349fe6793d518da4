// Limits the size of a message: a setting can be a megabyte long, and an outbox holds hundreds of messages.
import { isRecord } from '../document/json.ts';
import type { Message } from '../document/schemas.ts';

/** The longest text in a message, in characters; a URL, a header or a body on the wire has a few hundred. */
const longest = 16_384;

/** A message in which longer texts are cut, with the number of characters that are missing. */
export function bounded(message: Message): Message {
  return isLong(message) ? (cut(message) as Message) : message; // the same shape, with other texts
}

/** Whether anything in a value is too long. */
function isLong(value: unknown): boolean {
  if (typeof value === 'string') return value.length > longest;
  return typeof value === 'object' && value !== null && Object.values(value).some(isLong);
}

function cut(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longest ? cutText(value) : value;
  if (Array.isArray(value)) return value.map(cut);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cut(each)])) : value;
}

/** Never between the two halves of a character. */
function cutText(text: string): string {
  const kept = text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(longest - 1)) ? longest - 1 : longest);
  return `${kept}… (${text.length - kept.length} more characters)`;
}
