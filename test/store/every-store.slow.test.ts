// What every store does, in PostgreSQL.
import { describe } from 'vitest';
import { unusedMock, usePostgres, withoutPostgres } from '../support/postgres.ts';
import { inDatabase } from '../support/stores.ts';
import { describeOutbox } from './every-outbox.ts';
import { describeStore } from './every-store.ts';

describe.skipIf(withoutPostgres !== undefined)('With a database', () => {
  const { url } = usePostgres();
  describeStore('PostgreSQL', async () => inDatabase(url(), unusedMock()));
  describeOutbox('PostgreSQL', async () => inDatabase(url(), unusedMock()));
});
