// The files of the package, and its version. What is built of the sources lies one folder below its root, as this file does.
import { readFile } from 'node:fs/promises';

/** A file of the package, by its path from the package's root. */
export const packageFile = (path: string): URL => new URL(`../${path}`, import.meta.url);

export async function readVersion(): Promise<string> {
  const text = await readFile(packageFile('package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
