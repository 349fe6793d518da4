// Which of the settings of a space comes first.
import type { ProviderName, SpaceSettings } from '../document/schemas.ts';
import { providerNames } from '../settings/providers.ts';

/** The provider that test sends go through. */
export function defaultIn(settings: SpaceSettings): ProviderName | undefined {
  return providerNames.find((name) => settings[name]?.isDefault);
}

/** The provider on whose form a space opens: the default, or else the first one that is set. */
export function firstIn(settings: SpaceSettings): ProviderName {
  return defaultIn(settings) ?? providerNames.find((name) => settings[name]) ?? 'twilio';
}
