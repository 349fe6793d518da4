// How many spaces may be made.
import { describe, expect, it } from 'vitest';
import { Census } from '../../src/store/census.ts';
import { fileNameOf } from '../../src/store/file-name.ts';

/** A census of a folder that has these spaces. */
function censusOf(limit: number, there: readonly string[]) {
  let now = there;
  let readings = 0;
  const census = new Census({
    limit,
    stems: async () => {
      readings += 1;
      return new Set(now.map(fileNameOf));
    },
  });
  return { census, readings: () => readings, becomes: (spaces: readonly string[]) => (now = spaces) };
}

describe('A census', () => {
  it('A census lets in as many spaces as there may be, and those that are there', async () => {
    const { census, readings } = censusOf(3, ['a']);
    await census.admit(['a', 'b']);
    await census.admit(['c']);
    await census.admit(['a', 'b', 'c']);
    expect(readings()).toBe(1);
  });

  it('A census lets in none of several spaces when not all have room', async () => {
    const { census } = censusOf(3, ['a']);
    await expect(census.admit(['b', 'c', 'd'])).rejects.toThrow('The mock holds at most 3 spaces');
    await census.admit(['e', 'f']);
  });

  it('A census counts again before it refuses', async () => {
    const { census, becomes } = censusOf(2, ['a', 'b']);
    await expect(census.admit(['c'])).rejects.toThrow('The mock holds at most 2 spaces');
    becomes(['a']);
    await census.admit(['c']);
  });

  it('A census counts again when it could not', async () => {
    let readings = 0;
    const stems = (): Promise<Set<string>> =>
      (readings += 1) === 1 ? Promise.reject(new Error('EIO')) : Promise.resolve(new Set([fileNameOf('a')]));
    const census = new Census({ limit: 1, stems });
    await expect(census.admit(['a'])).rejects.toThrow('EIO');
    await census.admit(['a']);
    await expect(census.admit(['b'])).rejects.toThrow('The mock holds at most 1 spaces');
  });
});
