import { describe, expect, it } from 'vitest';
import { nextShared } from '../../src/store/next-shared.ts';

describe('A shared run', () => {
  it('A shared run is one for all concurrent callers, and sees what happened before any of them called', async () => {
    let [state, runs] = [0, 0];
    const read = nextShared(async () => {
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return state;
    });
    state = 1;
    const first = Array.from({ length: 50 }, read);
    await new Promise((resolve) => setTimeout(resolve, 1));
    state = 2;
    const second = Array.from({ length: 50 }, read);
    expect((await Promise.all(second)).every((value) => value === 2)).toBe(true);
    await Promise.all(first);
    expect(runs).toBeLessThanOrEqual(3);
    state = 3;
    expect(await read()).toBe(3);
  });

  it('A shared run that fails is not remembered', async () => {
    let fail = true;
    const read = nextShared(async () => {
      if (fail) throw new Error('no');
      return 'yes';
    });
    const both = [read(), read()];
    await expect(both[0]).rejects.toThrow('no');
    fail = false;
    expect(await both[1]?.catch(() => 'no')).toMatch(/yes|no/);
    expect(await read()).toBe('yes');
  });
});
