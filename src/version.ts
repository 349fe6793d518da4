// The version of this package, from where it is written.
import { readFile } from 'node:fs/promises';
import { packageFile } from './package-root.ts';

export async function readVersion(): Promise<string> {
  const text = await readFile(packageFile('package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
