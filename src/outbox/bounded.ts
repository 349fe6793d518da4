// How large a message may be: a setting can be a megabyte long, and an outbox holds hundreds of messages made of it.
import { isRecord } from '../document/json.ts';
import type { Message } from '../document/schemas.ts';

/** The longest text in a message, in characters; a URL, a header or a body on the wire has a few hundred. */
const longest = 16_384;

/** A copy of a message in which longer texts are cut, with the number of characters that are missing. */
export function bounded(message: Message): Message {
  return cut(message) as Message; // the same shape, with other texts
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
