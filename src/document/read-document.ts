// A file with an OpenAPI document, in YAML or JSON: read and parsed, or refused in one sentence.
import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { isRecord } from './json.ts';
import { StartError } from './start-error.ts';
import { flawOfUtf8 } from './utf8.ts';

/** In characters. Documents of large platforms have a few million. */
const maximumSize = 32 * 1024 * 1024;

export interface Source {
  readonly file: string;
  readonly text: string;
  readonly value: Record<string, unknown>;
}

/** @throws {StartError} when the file cannot be read, or contains no object. */
export async function readDocument(file: string): Promise<Source> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(`The document ${file} cannot be read (${error.code}). Give the path of an OpenAPI document.`);
  });
  const flaw = flawOfUtf8(bytes);
  if (flaw !== undefined) throw new StartError(`The document ${file} cannot be read: ${flaw}.`);
  const text = bytes.toString('utf8');
  if (text.length > maximumSize) throw new StartError(`The document ${file} is larger than 32 MB.`);
  const value = parse(file, text);
  if (!isRecord(value)) throw new StartError(`The document ${file} is not an OpenAPI document: it must be an object.`);
  return { file, text, value };
}

/** JSON is YAML, too, but its own parser is a hundred times faster. */
function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return parseYaml(file, text);
  }
}

function parseYaml(file: string, text: string): unknown {
  try {
    const parsed = parseDocument(text);
    const [fault] = parsed.errors;
    if (fault?.message.startsWith('Maximum call stack')) throw new RangeError(fault.message);
    if (fault) throw new StartError(`The document ${file} is not valid YAML: ${fault.message.split('\n')[0]}`);
    return parsed.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = error instanceof RangeError ? 'it is nested too deeply' : String(error);
    throw new StartError(`The document ${file} cannot be used: ${reason}.`);
  }
}
