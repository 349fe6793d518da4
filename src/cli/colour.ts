/**
 * Whether to colour text for the stream: never under NO_COLOR (no-color.org), always under FORCE_COLOR (Node's
 * own variable; "0" means never), otherwise when a terminal shows it. A pipeline that merely sets CI gets plain text.
 */
export function wantsColour(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'] ?? '';
  return forced === '' ? stream.isTTY === true : forced !== '0';
}
