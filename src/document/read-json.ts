// A JSON file that a person gives on the command line: read, parsed, or refused in one sentence.
import { readFile } from 'node:fs/promises';
import { flawOfJson } from './json-flaw.ts';
import { StartError } from './start-error.ts';
import { flawOfUtf8 } from './utf8.ts';

interface Given {
  readonly file: string;
  /** The file for people, as "The users file users.json". */
  readonly name: string;
  /** What to do when the file cannot be read: a sentence. */
  readonly advice?: string;
}

/** The value in a JSON file in UTF-8. @throws {StartError} when it cannot be read or is not JSON. */
export async function readJson({ file, name, advice }: Given): Promise<unknown> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(`${name} cannot be read (${error.code}).${advice === undefined ? '' : ` ${advice}`}`);
  });
  const flaw = flawOfUtf8(bytes);
  if (flaw !== undefined) throw new StartError(`${name} cannot be read: ${flaw}.`);
  const content = bytes.toString('utf8').replace(/^\uFEFF/, '');
  try {
    return JSON.parse(content);
  } catch {
    // The parser's own message quotes the text, which may hold secrets.
    throw new StartError(`${name} is not valid JSON: ${flawOfJson(content)}.`);
  }
}
