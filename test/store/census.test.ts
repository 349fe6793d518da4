// How many spaces may be made, and when that is known.
import { describe, expect, it } from 'vitest';
import { Census } from '../../src/store/census.ts';
import { fileNameOf } from '../../src/store/file-name.ts';

/** A census of a folder that is read when `read` is called. */
function censusOf({ limit, there }: { limit: number; there: number }) {
  const made = Array.from({ length: there }, (_, index) => `there-${index}`);
  const stems = (): Set<string> => new Set(made.map(fileNameOf));
  let read = (): void => undefined;
  const readings: Promise<void>[] = [];
  const census = new Census({
    limit,
    stems: () => {
      const reading = new Promise<void>((resolve) => (read = resolve));
      readings.push(reading);
      return reading.then(stems);
    },
  });
  return { census, read: () => read(), readings, made };
}

const settled = (promise: Promise<unknown>): Promise<string> =>
  Promise.race([
    promise.then(
      () => 'let in',
      () => 'refused',
    ),
    new Promise<string>((resolve) => setTimeout(resolve, 20, 'waiting')),
  ]);

describe('A census', () => {
  it('A census lets the first spaces in while it counts, under a large limit, and counts them, too', async () => {
    const { census, read, readings, made } = censusOf({ limit: 10_000, there: 9_998 });
    expect(await settled(census.admit('a'))).toBe('let in');
    expect(await settled(census.admit('b'))).toBe('let in');
    read();
    await readings[0];
    expect(await settled(census.admit('a'))).toBe('let in');
    made.push('a', 'b');
    const third = census.admit('c');
    read();
    expect(await settled(third)).toBe('refused');
  });

  it('A census does not let in more than a hundred of them', async () => {
    const { census, read } = censusOf({ limit: 10_000, there: 9_000 });
    for (let index = 0; index < 100; index += 1) await census.admit(`early-${index}`);
    const next = census.admit('one more');
    expect(await settled(next)).toBe('waiting');
    read();
    expect(await settled(next)).toBe('let in');
  });

  it('A census counts first under a small limit', async () => {
    const { census, read } = censusOf({ limit: 2, there: 2 });
    const third = census.admit('a');
    expect(await settled(third)).toBe('waiting');
    read();
    await settled(third);
    read();
    expect(await settled(third)).toBe('refused');
  });

  it('A census counts again when it could not', async () => {
    let readings = 0;
    const stems = (): Promise<Set<string>> =>
      (readings += 1) === 1 ? Promise.reject(new Error('EIO')) : Promise.resolve(new Set([fileNameOf('a')]));
    const census = new Census({ limit: 1, stems });
    await expect(census.admit('a')).rejects.toThrow('EIO');
    await census.admit('a');
    await expect(census.admit('b')).rejects.toThrow('The mock holds at most 1 spaces');
  });
});
