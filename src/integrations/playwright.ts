// Fixtures for Playwright: a mock, for every test a space of its own in it, and a browser that is logged in.
import { type BrowserContext, type Request, type Route, test as base, type TestType } from '@playwright/test';
import type { Fault } from '../document/schemas.ts';
import type { ServerOptions } from '../options.ts';
import { connectMock, type MockClient } from './mock-client.ts';
import type { MockUser } from './mock-users.ts';
import { type IsOwn, ownPaths } from './own-paths.ts';
import { withoutRepeats } from './own-outbox.ts';
import { startMock } from './start-mock.ts';

export interface MockTestFixtures {
  /** The name of a space for this test alone. It is deleted after the test. */
  space: string;
  /** A user for this test alone, whose only space is the test's. The browser is logged in as this user. */
  user: MockUser;
  /** Injects a fault in the test's space until the end of the test. The returned function removes it earlier. */
  fault: (fault: Omit<Fault, 'space'>) => Promise<() => Promise<void>>;
}

export interface MockWorkerFixtures {
  /** Option: the URL of a running mock, for example a dev server with the Vite plugin. Without it, each worker starts its own. */
  mockUrl: string | undefined;
  /** Option: how a worker's own mock is started. `controlToken` and `document` are also about one that runs already. */
  mockOptions: ServerOptions;
  mock: MockClient;
  /** Which requests of the browser are for the mock. */
  isForMock: IsOwn;
}

type Base = typeof base extends TestType<infer Test, infer Worker> ? { test: Test; worker: Worker } : never;

/** `test` of Playwright with a mock: `test('…', async ({ page, mock, space }) => { … })`. */
export const test: TestType<Base['test'] & MockTestFixtures, Base['worker'] & MockWorkerFixtures> = base.extend<
  MockTestFixtures,
  MockWorkerFixtures
>({
  mockUrl: [undefined, { scope: 'worker', option: true }],
  mockOptions: [{}, { scope: 'worker', option: true }],
  mock: [
    async ({ mockUrl, mockOptions }, use) => {
      if (mockUrl !== undefined) return use(withoutRepeats(connectMock(mockUrl, mockOptions)));
      const mock = await startMock(mockOptions);
      try {
        await use(withoutRepeats(mock));
      } finally {
        await mock.close();
      }
    },
    { scope: 'worker' },
  ],
  isForMock: [async ({ mockOptions }, use) => use(await ownPaths(mockOptions.document)), { scope: 'worker' }],
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
  fault: async ({ mock, space }, use) => {
    await use((fault) => mock.fault({ ...fault, space }));
  },
  context: async ({ context, baseURL, mock, user, isForMock }, use) => {
    await setCookies(context, await mock.login(user), [mock.url, baseURL ?? mock.url]);
    await context.route(
      (url) => url.origin !== new URL(mock.url).origin,
      (route, request) => handOver(route, request, { mock, isForMock }),
    );
    await use(context);
  },
});

/** Gives the browser the cookies of a session, for the mock itself and for where the application is. */
async function setCookies(context: BrowserContext, cookies: string, urls: readonly string[]): Promise<void> {
  const pairs = cookies.split('; ').map((pair) => pair.split('='));
  await context.addCookies(
    [...new Set(urls)].flatMap((url) =>
      pairs.map(([name = '', ...value]) => ({ name, value: value.join('='), url, httpOnly: true })),
    ),
  );
}

/** Routes API calls of the application, to any origin, to the mock. */
async function handOver(
  route: Route,
  request: Request,
  { mock, isForMock }: Pick<MockWorkerFixtures, 'mock' | 'isForMock'>,
): Promise<void> {
  const { pathname, search } = new URL(request.url());
  if (!isForMock(request.method(), pathname)) return route.fallback();
  const { origin: _ofAnotherServer, ...headers } = request.headers();
  await route.fulfill({ response: await route.fetch({ url: mock.url + pathname + search, headers }) });
}
