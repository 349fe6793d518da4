// What every store does, in memory and in a folder. In a database: every-store.slow.test.ts.
import { inFolder, inMemory } from '../support/stores.ts';
import { describeOutbox } from './every-outbox.ts';
import { describeStore } from './every-store.ts';

describeStore('memory', inMemory);
describeStore('a folder', inFolder);
describeOutbox('memory', inMemory);
describeOutbox('a folder', inFolder);
