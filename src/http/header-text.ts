// Decodes header values.

/** Node reads a header's bytes as Latin-1; names are sent in UTF-8, so bytes that are valid UTF-8 are taken as such. */
export function decodeHeader(header: string): string {
  if (isAscii(header)) return header;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}

const isAscii = (text: string): boolean => !/[\u0080-\u00ff]/.test(text);
