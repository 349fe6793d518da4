// Which provider a request is about.
import type { OperationId, ProviderName } from '../document/schemas.ts';
import type { Store } from '../store/store.ts';
import { providerNames, providers } from './providers.ts';
import { defaultOf } from './put.ts';

/** The provider whose setting is put, or through which a test send goes; undefined for all else. */
export async function providerOf(
  store: Store,
  operation: OperationId,
  space: string,
): Promise<ProviderName | undefined> {
  if (operation === 'sendTestMessage') return defaultOf((await store.settings(space).read())?.settings ?? {});
  return providerNames.find((name) => providers[name].operationId === operation);
}
