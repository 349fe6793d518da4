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
  return newestFirst(settings).find((name) => settings[name]?.isDefault);
}

/** The provider whose setting the codes of logins go through: of those of a channel the default, or the one stored last. */
export function throughChannel(settings: SpaceSettings, channel: 'sms' | 'mail'): ProviderName | undefined {
  const fitting = newestFirst(settings).filter((name) => providers[name].channel === channel);
  return fitting.find((name) => settings[name]?.isDefault) ?? fitting[0];
}

function newestFirst(settings: SpaceSettings): ProviderName[] {
  const timeOf = (name: ProviderName): number => Date.parse(settings[name]?.lastModifiedDate ?? '');
  return providerNames.filter((name) => settings[name]).toSorted((a, b) => timeOf(b) - timeOf(a));
}
