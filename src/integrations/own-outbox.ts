// The outbox as the fixtures have it: a test that waits twice gets two messages.
import type { MockClient, MockOutbox } from './mock-client.ts';

/** A mock whose `outbox.wait` gives what is newer than the message that it gave before for the same space, unless `after` is given. */
export function withoutRepeats<Mock extends MockClient>(mock: Mock): Mock {
  const given = new Map<string | undefined, string>();
  const wait: MockOutbox['wait'] = async (wanted = {}) => {
    const { space } = wanted;
    const after = given.get(space);
    const message = await mock.outbox.wait({ ...(after !== undefined && { after }), ...wanted });
    given.set(space, message.id);
    return message;
  };
  return { ...mock, outbox: { ...mock.outbox, wait } };
}
