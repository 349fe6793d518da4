// The name of a space as the name of a file: safe on every file system, for any name.
import { hash } from 'node:crypto';

/**
 * A readable part for people and a hash of the exact name: names that differ in case or in Unicode normal form, look like
 * paths or are names of devices get different, harmless file names of at most 57 characters. Without an ending.
 */
export function fileNameOf(space: string): string {
  const readable = space
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .slice(0, 40);
  return `${readable}-${hash('sha256', space).slice(0, 16)}`;
}

/** The name of the space, where the readable part is all of it; the hash says whether it is. */
export function nameInFileName(file: string): string | undefined {
  const readable = file.slice(0, -17);
  return fileNameOf(readable) === file ? readable : undefined;
}
