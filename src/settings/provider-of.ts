// Which provider a request is about.
import type { OperationId, ProviderName, SpaceSettings } from '../document/schemas.ts';
import type { Store } from '../store/store.ts';
import { providerNames, providers } from './providers.ts';

/** The provider whose setting is put, or through which a test send goes; undefined for all else. */
export async function providerOf(
  store: Store,
  operation: OperationId,
  space: string,
): Promise<ProviderName | undefined> {
  if (operation === 'sendTestMessage') return defaultOf((await store.settings(space).read())?.settings ?? {});
  return providerNames.find((name) => providers[name].operationId === operation);
}

/** The provider whose setting test messages go through; the one stored last, where an assumption allows several. */
export function defaultOf(settings: SpaceSettings): ProviderName | undefined {
  const lastModified = (name: ProviderName): string => settings[name]?.lastModifiedDate ?? '';
  return providerNames
    .filter((name) => settings[name]?.isDefault)
    .toSorted((a, b) => Date.parse(lastModified(b)) - Date.parse(lastModified(a)))[0];
}
