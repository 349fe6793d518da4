// Texts in XML and HTML.

/** XML 1.0 cannot carry most control characters at all: they become U+FFFD. */
export const xmlCharacters = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

/** For elements and attributes. */
export function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\n': '&#10;',
  };
  return xmlCharacters(text).replaceAll(/[&<>"\n]/g, (character) => entities[character] ?? character);
}
