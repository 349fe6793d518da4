// The file of assumptions that is written at the end of what passed.
import { constants } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { observableNames } from '../../assumptions/table.ts';
import { StartError } from '../../document/start-error.ts';
import type { Decisions } from './decisions.ts';

/** @throws {StartError} when there is no folder for the file, or none that can be written to. */
export async function requireFolderOf(file: string): Promise<void> {
  await access(dirname(file), constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(`The file ${file} cannot be written (${error.code}).`);
  });
}

interface Written {
  readonly file: string;
  /** The URL of the upstream. */
  readonly upstream: string;
  readonly date: Date;
  /** Of this package. */
  readonly version: string;
}

/** Writes what can be relied on, and names the rest. @throws {Error} when the file cannot be written. */
export async function writeDecisions(
  { values, contradictions }: Decisions,
  { file, date, ...of }: Written,
): Promise<void> {
  const value = {
    ...of,
    date: date.toISOString(),
    assumptions: values,
    ...(contradictions.length > 0 && { contradictions }),
    undecided: observableNames.filter((name) => !(name in values)),
  };
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
