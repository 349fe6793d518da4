// JSON values as they come from outside, before anything is known of them.

/** Whether a value is an object with named members: not null, not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text as one token of a JSON pointer (RFC 6901). */
export function pointerToken(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The deepest value that is read, in a request or from a file: a deeper one would overflow the stack. */
export const maximumDepth = 64;

const [quote, backslash] = [0x22, 0x5c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Whether lists and objects are nested too deep in bytes that are meant to be JSON in UTF-8, which is for a parser to say. */
export function isTooDeep(bytes: Uint8Array): boolean {
  let [depth, inText] = [0, false];
  for (let place = 0; place < bytes.length && depth <= maximumDepth; place += 1) {
    const byte = bytes[place];
    if (byte === quote) inText = !inText;
    else if (inText) place += byte === backslash ? 1 : 0;
    else if (byte === openBracket || byte === openBrace) depth += 1;
    else if (byte === closeBracket || byte === closeBrace) depth -= 1;
  }
  return depth > maximumDepth;
}
