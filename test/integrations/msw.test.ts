// Beside Mock Service Worker, which refuses what it does not know.
import { setupServer } from 'msw/node';
import { expect, it, onTestFinished } from 'vitest';
import { connectMock } from '../../src/integrations/mock-client.ts';
import { startMock } from '../../src/integrations/start-mock.ts';

it('The client of a mock works beside Mock Service Worker with the strategy `error`', async () => {
  const worker = setupServer();
  worker.listen({ onUnhandledRequest: 'error' });
  onTestFinished(() => worker.close());
  await using mock = await startMock();
  const client = connectMock(mock.url);
  const name = client.space();
  await client.put(name, 'twilio');
  expect(Object.keys(await client.settings(name))).toEqual(['twilio']);
  expect(await client.login()).toContain('ins_access_token=');
  await expect(fetch(`${mock.url}/api/otp/settings`)).rejects.toThrow('onUnhandledRequest'); // everybody else is refused
});
