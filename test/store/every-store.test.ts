// What every store does, in memory and in a folder. In a database: every-store.slow.test.ts.
import { describe } from 'vitest';
import { FailingDisk } from '../support/failing-disk.ts';
import { inFolder, inMemory } from '../support/stores.ts';
import { describeOutbox } from './every-outbox.ts';
import { describeStore } from './every-store.ts';

describeStore('memory', inMemory);
describeStore('a folder', () => inFolder());
describeOutbox('memory', inMemory);
describe.each([
  ['Windows', { 'sync folder': 'EPERM' }],
  ['a system that opens files only', { 'open folder': 'EISDIR' }],
  ['a FAT drive or a network share', { 'sync folder': 'EINVAL', link: 'ENOTSUP' }],
] as const)('As on %s', (where, lacking) => {
  describeStore(`a folder of ${where}`, () => inFolder(new FailingDisk(lacking)));
});
describeOutbox('a folder', () => inFolder());
