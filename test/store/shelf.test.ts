// What of the files stays in memory.
import { describe, expect, it } from 'vitest';
import { Shelf } from '../../src/store/shelf.ts';

class Box {
  value: string | undefined;
  weight = 10;
  get holdsNothing(): boolean {
    return this.value === undefined;
  }
}

const namesIn = (shelf: Shelf<Box>): string[] => shelf.files.map(([name]) => name);

describe('A shelf', () => {
  it('A shelf keeps no trace of a name that holds nothing', async () => {
    const shelf = new Shelf<Box>(() => new Box(), 100);
    for (let index = 0; index < 1_000; index += 1) await shelf.use(`name ${index}`, async () => undefined);
    await shelf.use('failed', () => Promise.reject(new Error('no'))).catch(() => undefined);
    expect(shelf.files.length).toBe(0);
  });

  it('A shelf drops the least recently used files when they weigh too much', async () => {
    const shelf = new Shelf<Box>(() => new Box(), 30);
    const fill = (name: string): Promise<void> => shelf.use(name, async (box) => void (box.value = name));
    for (const name of ['a', 'b', 'c']) await fill(name);
    await shelf.use('a', async () => undefined);
    await fill('d');
    expect(namesIn(shelf)).toEqual(['c', 'a', 'd']);
    await shelf.use('c', async (box) => void (box.weight = 25));
    expect(namesIn(shelf)).toEqual(['c']);
  });

  it('A shelf has one file for a name while it is in use, however heavy', async () => {
    const shelf = new Shelf<Box>(() => new Box(), 10);
    let release = (): void => undefined;
    const held = shelf.use('a', (box) => {
      box.value = 'a';
      return new Promise<Box>((resolve) => (release = () => resolve(box)));
    });
    for (const name of ['b', 'c', 'd']) await shelf.use(name, async (box) => void (box.value = name));
    const again = await shelf.use('a', async (box) => box);
    release();
    expect(again).toBe(await held);
    expect(shelf.files.length).toBe(1);
  });

  it('A shelf without a limit keeps all that holds something', async () => {
    const shelf = new Shelf<Box>(() => new Box(), Infinity);
    for (let index = 0; index < 100; index += 1)
      await shelf.use(`name ${index}`, async (box) => void (box.value = index % 2 === 0 ? 'x' : undefined));
    expect(shelf.files.length).toBe(50);
  });
});
