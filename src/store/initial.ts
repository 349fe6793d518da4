// A value that is never missing: an initial one, until another is stored, and instead of one that cannot be read.
import { Refusal } from '../refusal/refusal.ts';
import type { Change } from './change-queue.ts';
import type { JsonFile } from './json-file.ts';

export interface InitialValue<T> {
  /** Stores the initial value where there is none. */
  read(): Promise<T>;
  /** Applies a pure change; resolves when it is stored. The same value again is not stored. */
  change<R>(apply: (value: T) => Change<T, R>): Promise<R>;
}

/** @throws {Refusal} from both, when the file was written by a newer version, or cannot be used. */
export function withInitial<T extends object>(file: JsonFile<T>, initial: () => T): InitialValue<T> {
  const once = <R>(apply: (value: T) => Change<T, R>): Promise<R> =>
    file.change((stored) => apply(stored ?? initial()));
  const change = <R>(apply: (value: T) => Change<T, R>): Promise<R> =>
    once(apply).catch(async (error: unknown) => {
      ignoreDamaged(error);
      await file.overwrite(initial());
      return once(apply);
    });
  const read = async (): Promise<T> =>
    (await file.read().catch(ignoreDamaged)) ?? change((value) => ({ value, result: value }));
  return { read, change };
}

function ignoreDamaged(error: unknown): undefined {
  if (!(error instanceof Refusal) || error.kind !== 'unreadable-space') throw error;
}
