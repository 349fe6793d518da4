// What a PUT makes of a space's settings: a pure rule, from the settings as they are to the settings as they will be.
import type { Assumptions } from '../assumptions/table.ts';
import type { Field } from '../document/fields.ts';
import type { AnySetting, Violation, ProviderName, SpaceSettings } from '../document/schemas.ts';
import { refuseViolations } from '../refusal/violations.ts';
import { providerNames, providers } from './providers.ts';
import { mask } from '../document/secret.ts';

export interface Put {
  readonly provider: ProviderName;
  readonly body: AnySetting;
  /** The fields that the document knows; others are dropped. */
  readonly fields: readonly Field[];
  /** The name of the user whose session it is. */
  readonly username: string;
  readonly now: Date;
  /** Draws the id if the setting gets a new one. */
  readonly newId: () => string;
}

/**
 * The settings after a PUT.
 * @throws {Refusal} when an assumption has the mock refuse the id, the type, the provider or a masked secret.
 */
export function putSetting(settings: SpaceSettings, put: Put, assumptions: Assumptions): SpaceSettings {
  const stored = settings[put.provider];
  const violations = [
    ...faultsOfId(put, stored, assumptions),
    ...faultsOfKind(put, assumptions),
    ...faultsOfMasks(put, assumptions),
  ];
  if (violations.length > 0) throw refuseViolations('invalid-body', violations);
  const setting = compose(put, stored, assumptions);
  const others = setting.isDefault ? clearDefaults(settings, setting, assumptions) : settings;
  return { ...others, [put.provider]: setting };
}

function compose(put: Put, stored: AnySetting | undefined, assumptions: Assumptions): AnySetting {
  const { username, fields } = put;
  const body = assumptions['mask-in-put'] === 'keep' ? withoutMasks(put, stored) : put.body;
  const date = put.now.toISOString();
  const kept = assumptions['creation-date'] === 'keep' ? stored : undefined;
  const writable = new Set(fields.filter(({ readOnly }) => !readOnly).map(({ name }) => name));
  const sent = Object.entries(body).filter(([name, value]) => writable.has(name) && value !== null);
  return {
    ...(assumptions['replaced-by-put'] === 'merge' && stored),
    ...(Object.fromEntries(sent) as unknown as AnySetting), // the validator has checked the fields that `writable` lists
    id: idOf(put, stored, assumptions),
    creationDate: kept?.creationDate ?? date,
    createdBy: kept?.createdBy ?? username,
    lastModifiedDate: date,
    lastModifiedBy: username,
  };
}

/** The names of the secrets that were sent as the mask. */
function maskedIn({ body, fields }: Put): string[] {
  const sent = body as unknown as Readonly<Record<string, unknown>>;
  return fields.filter(({ name, secret }) => secret && sent[name] === mask).map(({ name }) => name);
}

/** The body with masked secrets replaced by the stored ones; a secret that was never stored stays absent. */
function withoutMasks(put: Put, stored: AnySetting | undefined): AnySetting {
  const kept = (stored ?? {}) as Readonly<Record<string, unknown>>;
  return { ...put.body, ...Object.fromEntries(maskedIn(put).map((name) => [name, kept[name] ?? null])) };
}

function faultsOfMasks(put: Put, assumptions: Assumptions): Violation[] {
  if (assumptions['mask-in-put'] !== 'refuse') return [];
  const message = `is the mask ${mask}, not a secret`;
  return maskedIn(put).map((name) => ({ path: `/body/${name}`, message, rule: 'mask-in-put' }));
}

/** Ids are stored as text, also when they are shown as numbers. */
function idOf({ body, newId }: Put, stored: AnySetting | undefined, assumptions: Assumptions): string {
  const wanted = assumptions['client-id'] === 'ignore' ? undefined : sentId(body);
  return wanted ?? stored?.id ?? newId();
}

/** Under the assumptions about ids and null it may come as a number or as null. */
function sentId({ id }: { readonly id?: string | number | null }): string | undefined {
  return id === undefined || id === null ? undefined : String(id);
}

function faultsOfId({ body }: Put, stored: AnySetting | undefined, assumptions: Assumptions): Violation[] {
  const given = sentId(body);
  if (assumptions['client-id'] !== 'refuse' || given === undefined || given === stored?.id) return [];
  const message = stored ? 'is not the id of the stored setting' : 'is given, but there is no stored setting yet';
  return [{ path: '/body/id', message, rule: 'client-id' }];
}

function faultsOfKind({ provider, body }: Put, assumptions: Assumptions): Violation[] {
  if (assumptions['type-provider-mismatch'] === 'accept') return [];
  return (['type', 'provider'] as const)
    .filter((name) => body[name].toLowerCase() !== providers[provider][name].toLowerCase())
    .map((name) => ({
      path: `/body/${name}`,
      message: `must be ${JSON.stringify(providers[provider][name])} at this path (received ${JSON.stringify(body[name])})`,
      rule: 'type-provider-mismatch',
    }));
}

function clearDefaults(settings: SpaceSettings, chosen: AnySetting, assumptions: Assumptions): SpaceSettings {
  const scope = assumptions['default-scope'];
  const cleared = providerNames.flatMap((name) => {
    const setting = settings[name];
    const touched = scope === 'space' || (scope === 'type' && setting?.type === chosen.type);
    return setting?.isDefault && touched ? [[name, { ...setting, isDefault: false }] as const] : [];
  });
  return { ...settings, ...Object.fromEntries(cleared) };
}
