// How a text travels by SMS: in GSM 7-bit characters if it can (3GPP TS 23.038), else in UCS-2; and in how many segments.

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Characters that take two places. */
const extended = new Set('\f^{}\\[~]|€');

/** Whether every character is in the GSM 7-bit alphabet or its extension. */
export function isGsm(text: string): boolean {
  return Array.from(text).every((character) => basic.has(character) || extended.has(character));
}

/** The number of messages that the text is cut into: of 160 places, or 153 each of several; in UCS-2 of 70, or 67 each. */
export function countSegments(text: string): number {
  const characters = Array.from(text);
  const isShort = isGsm(text);
  const sizes = isShort
    ? characters.map((character) => (extended.has(character) ? 2 : 1))
    : characters.map((character) => character.length);
  const [whole, part] = isShort ? [160, 153] : [70, 67];
  if (sizes.reduce((sum, size) => sum + size, 0) <= whole) return 1;
  return cut(sizes, part);
}

/** A character of two places is never cut in two. */
function cut(sizes: readonly number[], room: number): number {
  let [segments, used] = [1, 0];
  for (const size of sizes) {
    if (used + size > room) [segments, used] = [segments + 1, 0];
    used += size;
  }
  return segments;
}
