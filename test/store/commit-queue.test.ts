// How jobs become batches.
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { CommitQueue } from '../../src/store/commit-queue.ts';
import { Gate } from '../../src/store/gate.ts';

function createQueue() {
  const batches: string[][] = [];
  const gate = new Gate();
  const queue = new CommitQueue<string>(gate, async (jobs) => {
    batches.push([...jobs]);
    return jobs.map(() => ({}));
  });
  return { batches, gate, queue };
}

it('Jobs that come turn by turn are committed together', async () => {
  const { batches, queue } = createQueue();
  const added = [];
  for (const job of ['a', 'b', 'c', 'd']) {
    added.push(queue.add(job));
    await setImmediate();
  }
  await Promise.all(added);
  expect(batches).toEqual([['a', 'b', 'c', 'd']]);
});

it('A queue to which jobs keep coming commits all the same', async () => {
  const { batches, queue } = createQueue();
  const added = [];
  for (let job = 0; job < 100; job += 1) {
    added.push(queue.add(String(job)));
    await setImmediate();
  }
  await Promise.all(added);
  expect(batches.length).toBeGreaterThan(3);
  expect(batches.flat()).toEqual(Array.from({ length: 100 }, (_, job) => String(job)));
});

it('A job that comes after somebody who wants the store alone is committed after him, one before him before', async () => {
  const { batches, gate, queue } = createQueue();
  const before = queue.add('before');
  const alone = gate.exclusive(async () => void batches.push(['alone']));
  const after = queue.add('after');
  await Promise.all([before, alone, after]);
  expect(batches).toEqual([['before'], ['alone'], ['after']]);
});
