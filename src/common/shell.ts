// Texts in lines for a shell.

/** One word, in single quotes; control characters in the form of bash. */
export function quote(text: string): string {
  if (!/\p{Cc}/u.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const escaped = text
    .replaceAll(/[\\']/g, String.raw`\$&`)
    .replaceAll(/\p{Cc}/gu, (each) => String.raw`\x` + each.charCodeAt(0).toString(16).padStart(2, '0'));
  return `$'${escaped}'`;
}
