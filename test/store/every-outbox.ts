// What the outboxes of every store do, wherever it keeps things.
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StoreOptions } from '../../src/store/files.ts';
import type { Store } from '../../src/store/store.ts';
import { idsOf, message } from '../support/store.ts';
import type { Opener } from '../support/stores.ts';

const append = (store: Store, space: string): Promise<unknown> =>
  store.outbox(space).append((sequence) => message(`m${sequence}`));

/** @param opener makes a place that is empty, and opens it */
export function describeOutbox(where: string, opener: () => Promise<Opener>): void {
  describe(`An outbox in ${where}`, () => {
    async function open(options?: Partial<StoreOptions>): Promise<Store> {
      const store = await (await opener())(options);
      onTestFinished(() => store.close());
      return store;
    }

    it('keeps the newest messages, and never gives a number twice', async () => {
      const store = await open();
      for (let index = 0; index < 5; index += 1) await append(store, 'a');
      expect(await idsOf(store, 'a')).toEqual(['m2', 'm3', 'm4']);
      await store.outbox('a').clear();
      expect(await idsOf(store, 'a')).toEqual([]);
      await append(store, 'a');
      expect(await idsOf(store, 'a')).toEqual(['m5']);
      await store.outbox('a').remove();
      expect(await store.find('a')).toBeUndefined();
      await append(store, 'a');
      expect(await idsOf(store, 'a')).toEqual(['m0']);
    });

    it('drops single messages, and never gives their numbers again', async () => {
      const store = await open();
      for (let index = 0; index < 4; index += 1) await append(store, 'a');
      const drop = (id: string): Promise<void> => store.outbox('a').drop((each) => each.id === id);
      await Promise.all([drop('m2'), append(store, 'a')]);
      expect(await idsOf(store, 'a')).toEqual(['m1', 'm3', 'm4']);
      await Promise.all([drop('m4'), drop('m3'), drop('m1')]);
      expect(await idsOf(store, 'a')).toEqual([]);
      await append(store, 'a');
      expect(await idsOf(store, 'a')).toEqual(['m5']);
      await store.outbox('b').drop(() => true);
      expect(await store.find('b')).toBeUndefined();
    });

    it('limits an outbox in bytes as well, and keeps the newest message in any case', async () => {
      const store = await open({ logLimits: { entries: 100, bytes: 100 } });
      for (const length of [40, 40, 40, 500]) await store.outbox('a').append(() => message('x'.repeat(length)));
      expect((await idsOf(store, 'a')).map((id) => id.length)).toEqual([500]);
    });

    it('keeps nothing of a message that cannot be made', async () => {
      const store = await open();
      const failing = store.outbox('a').append(() => {
        throw new Error('no message');
      });
      await expect(failing).rejects.toThrow('no message');
      expect(await store.find('a')).toBeUndefined();
      await append(store, 'a');
      expect(await idsOf(store, 'a')).toEqual(['m0']);
    });

    it('records messages that come at once, each with a number of its own', async () => {
      const store = await open({ logLimits: { entries: 100, bytes: 1_000_000 } });
      await Promise.all(Array.from({ length: 30 }, () => append(store, 'a')));
      expect(await idsOf(store, 'a')).toEqual(Array.from({ length: 30 }, (_, index) => `m${index}`));
    });
  });
}
