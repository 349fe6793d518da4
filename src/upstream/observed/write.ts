// The file of assumptions that is written at the end of what passed.
import { constants } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { observableNames } from '../../assumptions/table.ts';
import { StartError } from '../../document/start-error.ts';
import type { Forwarding } from '../forwarding.ts';

/** @throws {StartError} when there is no folder for the file, or none that can be written to. */
export async function requireFolderOf(file: string): Promise<void> {
  await access(dirname(file), constants.W_OK).catch(cannotWrite(file));
}

interface Written {
  /** Undefined when that was not asked for. */
  readonly file: string | undefined;
  /** Of this package. */
  readonly version: string;
  readonly clock: { readonly now: () => Date };
}

/** Writes what can be relied on, and names the rest. @throws {StartError} when the file cannot be written. */
export async function writeDecisions(
  forwarding: Forwarding | undefined,
  { file, version, clock }: Written,
): Promise<void> {
  if (file === undefined || !forwarding) return;
  const { values, contradictions } = forwarding.observed.decisions;
  const value = {
    upstream: forwarding.upstream.url,
    date: clock.now().toISOString(),
    version,
    assumptions: values,
    ...(contradictions.length > 0 && { contradictions }),
    undecided: observableNames.filter((name) => !(name in values)),
  };
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`).catch(cannotWrite(file));
}

const cannotWrite = (file: string) => (error: NodeJS.ErrnoException) => {
  throw new StartError(`The file ${file} cannot be written (${error.code}).`);
};
