// What generated files are formatted by: the same as all others.
import { readFile } from 'node:fs/promises';
import { format as formatText } from 'oxfmt';

/** The text of a file of that name, formatted. Throws an Error if it cannot be read. */
export async function format(name, text) {
  const { ignorePatterns: _, ...options } = JSON.parse(
    await readFile(new URL('../.oxfmtrc.json', import.meta.url), 'utf8'),
  );
  const { code, errors } = await formatText(name, text, options);
  if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ message }) => message).join(' ')}`);
  return code;
}
