// How GET shows a stored setting. Every assumption about the response is decided here.
import { createHash } from 'node:crypto';
import type { Assumptions } from '../assumptions/table.ts';
import type { Field, ProviderFields } from '../document/fields.ts';
import type { AnySetting, ProviderName, SpaceSettings } from '../document/schemas.ts';
import { providerNames } from './providers.ts';
import { maskSecrets } from './secret.ts';

/** The body of the answer to GET. */
export function showSettings(settings: SpaceSettings, fields: ProviderFields, assumptions: Assumptions): object {
  const shown = providerNames.flatMap((name) => {
    const setting = settings[name];
    return setting ? [showSetting(setting, visible(fields, name, assumptions), assumptions)] : [];
  });
  return assumptions['settings-shape'] === 'content' ? { content: shown } : shown;
}

/** The fields that GET shows of a provider: all, or those that every provider has. */
function visible(fields: ProviderFields, provider: ProviderName, assumptions: Assumptions): readonly Field[] {
  const common = ({ name }: Field): boolean => providerNames.every((each) => fields[each].some((f) => f.name === name));
  return fields[provider]
    .filter((field) => assumptions['settings-view'] === 'full' || common(field))
    .filter(({ secret }) => !secret || assumptions['secrets-in-get'] !== 'omitted')
    .filter(({ readOnly }) => !readOnly || assumptions['audit-fields'] === 'shown');
}

function showSetting(setting: AnySetting, fields: readonly Field[], assumptions: Assumptions): Record<string, unknown> {
  const source = assumptions['secrets-in-get'] === 'masked' ? maskSecrets(setting, fields) : setting;
  const values: Record<string, unknown> = {
    ...source,
    id: showId(source.id, assumptions),
    creationDate: showDate(source.creationDate, assumptions),
    lastModifiedDate: showDate(source.lastModifiedDate, assumptions),
  };
  const absent = assumptions['absent-fields'] === 'null' ? null : undefined;
  return Object.fromEntries(
    fields.map(({ name }) => [name, values[name] ?? absent]).filter(([, value]) => value !== undefined),
  );
}

/** An id that is not a number, from when ids were texts, becomes a stable number. */
function showId(id: string | undefined, assumptions: Assumptions): string | number | undefined {
  if (id === undefined || assumptions['id-type'] === 'string') return id;
  const number = /^-?\d{1,10}$/.test(id) ? Number(id) : NaN;
  if (number === (number | 0)) return number;
  return createHash('sha256').update(id).digest().readUInt32BE() >>> 1;
}

/** ISO 8601 with a fraction and an offset, as in the vendor's samples: 2024-04-24T11:05:55.076+03:00. */
function showDate(date: string | undefined, assumptions: Assumptions): string | undefined {
  if (date === undefined) return undefined;
  const { 'date-offset': offset, 'date-precision': digits } = assumptions;
  const [whole = '', fraction = ''] = new Date(Date.parse(date) + minutesOf(offset) * 60_000)
    .toISOString()
    .split(/[.Z]/);
  return `${whole}${digits === '0' ? '' : `.${fraction.padEnd(Number(digits), '0')}`}${offset}`;
}

/** Of an offset such as -05:30. */
function minutesOf(offset: string): number {
  const [, sign = '+', hours = 0, minutes = 0] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}
