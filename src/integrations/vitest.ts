// Fixtures for vitest: a mock, and for every test a space of its own in it.
import { inject, test as base, type TestAPI } from 'vitest';
import type { Fault } from '../document/schemas.ts';
import type { ServerOptions } from '../options.ts';
import { connectMock, type MockClient } from './mock-client.ts';
import type { MockUser } from './mock-users.ts';
import { withoutRepeats } from './own-outbox.ts';
import { startMock } from './start-mock.ts';
import './vitest-context.ts';

export interface MockFixtures {
  /** How the mock is started, if the global setup has not done so. */
  mockOptions: ServerOptions;
  /** The one of the global setup, or one of this worker. */
  mock: MockClient;
  /** The name of a space for this test alone. It is deleted after the test. */
  space: string;
  /** A user for this test alone, whose only space is the test's. */
  user: MockUser;
  /** The Cookie header of a session of that user. */
  cookie: string;
  /** Injects a fault in the test's space until the end of the test. The returned function removes it earlier. */
  fault: (fault: Omit<Fault, 'space'>) => Promise<() => Promise<void>>;
}

/** `test` of vitest with a mock: `test('…', async ({ mock, space, cookie }) => { … })`. */
export const test: TestAPI<MockFixtures> = base.extend<MockFixtures>({
  mockOptions: [{}, { scope: 'worker', injected: true }],
  mock: [
    async ({ mockOptions }, use) => {
      const shared = inject('otpSettingsMock');
      if (shared !== undefined) return use(withoutRepeats(connectMock(shared.url, shared)));
      const mock = await startMock(mockOptions);
      try {
        await use(withoutRepeats(mock));
      } finally {
        await mock.close();
      }
    },
    { scope: 'worker' },
  ],
  space: async ({ mock }, use) => {
    const space = mock.space('test');
    await use(space);
    await mock.reset(space);
  },
  user: async ({ mock, space }, use) => {
    const user = await mock.user({ spaces: [space] });
    await use(user);
    await user.remove();
  },
  cookie: async ({ mock, user }, use) => {
    await use(await mock.login(user));
  },
  fault: async ({ mock, space }, use) => {
    await use((fault) => mock.fault({ ...fault, space }));
  },
});
