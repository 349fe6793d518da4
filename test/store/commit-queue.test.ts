// How jobs become batches.
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { CommitQueue } from '../../src/store/commit-queue.ts';
import { Gate } from '../../src/store/gate.ts';

function createQueue() {
  const batches: string[][] = [];
  const gate = new Gate();
  const queue = new CommitQueue<{ name: string; resolve: () => void }>(gate, async (jobs) => {
    batches.push(jobs.map(({ name }) => name));
    return jobs;
  });
  const add = (name: string): Promise<void> => queue.add<void>((resolve) => ({ name, resolve }));
  return { batches, gate, add };
}

it('Jobs that arrive turn by turn are committed together', async () => {
  const { batches, add } = createQueue();
  const added = [];
  for (const job of ['a', 'b', 'c', 'd']) {
    added.push(add(job));
    await setImmediate();
  }
  await Promise.all(added);
  expect(batches).toEqual([['a', 'b', 'c', 'd']]);
});

it('A queue commits even while jobs keep arriving', async () => {
  const { batches, add } = createQueue();
  const added = [];
  for (let job = 0; job < 100; job += 1) {
    added.push(add(String(job)));
    await setImmediate();
  }
  await Promise.all(added);
  expect(batches.length).toBeGreaterThan(3);
  expect(batches.flat()).toEqual(Array.from({ length: 100 }, (_, job) => String(job)));
});

it('A job that arrives after an exclusive one is committed after it, an earlier one before it', async () => {
  const { batches, gate, add } = createQueue();
  const before = add('before');
  const alone = gate.exclusive(async () => void batches.push(['alone']));
  const after = add('after');
  await Promise.all([before, alone, after]);
  expect(batches).toEqual([['before'], ['alone'], ['after']]);
});
