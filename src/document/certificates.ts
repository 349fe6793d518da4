// Certificates that are trusted besides the usual ones.
import { readFileSync } from 'node:fs';
import { StartError } from './start-error.ts';

/** The content of a file of certificates in PEM. @throws {StartError} when it cannot be read. */
export function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new StartError(`The certificates ${file} cannot be read.`);
  }
}
