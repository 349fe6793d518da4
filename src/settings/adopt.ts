// Prepares whole settings from a seed or the control API for the store.
import type { ProviderFields } from '../document/fields.ts';
import type { AnySetting, ProviderName, SpaceSettings } from '../document/schemas.ts';
import type { Random } from '../random/random.ts';
import { Refusal } from '../refusal/refusal.ts';
import { providerNames } from './providers.ts';
import { mask } from '../document/secret.ts';

export interface Adoption {
  readonly space: string;
  readonly fields: ProviderFields;
  readonly random: Random;
  readonly now: Date;
  /** Whether the secrets are said to be shown, so that what looks like the mask is a secret. */
  readonly plain: boolean;
}

/**
 * Adds what is missing (id, dates, users) and drops fields that the document does not have.
 * @throws {Refusal} for a masked secret, which would take the place of the real one.
 */
export function adoptSettings(settings: SpaceSettings, adoption: Adoption): SpaceSettings {
  const adopted = providerNames.flatMap((provider) => {
    const setting = settings[provider];
    return setting ? [[provider, adopt(setting, provider, adoption)] as const] : [];
  });
  return Object.fromEntries(adopted);
}

function adopt(setting: AnySetting, provider: ProviderName, adoption: Adoption): AnySetting {
  const { space, fields, random, now, plain } = adoption;
  const known = fields[provider].flatMap(({ name, secret }) => {
    const value = (setting as Record<string, unknown>)[name];
    if (secret && value === mask && !plain) throw masked(space, `${provider}.${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  const added = { id: random('setting', space, provider).hex(24), creationDate: now.toISOString(), createdBy: 'seed' };
  const given = { ...added, ...(Object.fromEntries(known) as unknown as AnySetting) };
  return { lastModifiedDate: given.creationDate, lastModifiedBy: given.createdBy, ...given };
}

function masked(space: string, field: string): Refusal {
  return new Refusal(
    'invalid-body',
    `The secret ${field} in the space ${JSON.stringify(space)} is masked and would be lost. Read the state with ?secrets=plain to restore it later.`,
  );
}
