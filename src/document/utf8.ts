// Bytes that are meant to be text in UTF-8, as JSON between programs has to be (RFC 8259, 8.1). Decoders put U+FFFD instead of
// what they cannot read, so a password would change without a word.
import { isUtf8 } from 'node:buffer';

/** Why bytes are not UTF-8, as in `line 3, column 7: the byte E9 is not UTF-8`; undefined when they are. */
export function flawOfUtf8(bytes: Uint8Array): string | undefined {
  if (isUtf16(bytes)) return 'it is UTF-16, as PowerShell 5 writes files; save it as UTF-8';
  if (isUtf8(bytes)) return undefined;
  const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoded = Buffer.from(given.toString('utf8'));
  const place = given.findIndex((byte, index) => byte !== decoded[index]);
  const before = given.toString('utf8', 0, place).split('\n');
  const value = given[place]?.toString(16).padStart(2, '0').toUpperCase();
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: the byte ${value} is not UTF-8`;
}

/** By its byte order mark, or because JSON and YAML begin with two ASCII characters. */
function isUtf16([first, second, third, fourth]: Uint8Array): boolean {
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return (first === 0 && third === 0 && !!second && !!fourth) || (second === 0 && fourth === 0 && !!first && !!third);
}
