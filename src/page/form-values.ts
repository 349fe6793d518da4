// What stands in a form, and the body that it stands for.
import type { SpaceSettings } from '../document/schemas.ts';
import { providers } from '../settings/providers.ts';
import type { Form } from './fields.ts';

/** By the names of the fields. */
export type Values = Readonly<Record<string, string | boolean>>;

/** The stored setting; for a new one what the screens of the product write. */
export function valuesOf({ fields, provider: name }: Form, setting: SpaceSettings[typeof name]): Values {
  const { type, provider } = providers[name];
  return valuesIn({ fields }, { ...(setting ?? { type, provider }) });
}

/** What a body shows in a form. */
export function valuesIn({ fields }: Pick<Form, 'fields'>, stored: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    fields.map((field) => {
      const value = stored[field.name];
      if (field.kind === 'boolean') return [field.name, value === true];
      return [field.name, typeof value === 'string' || typeof value === 'number' ? String(value) : ''];
    }),
  );
}

/** What was typed; a number that is none is sent as it is, so that the mock says what is wrong with it. */
export function bodyOf({ fields }: Form, values: Values): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(({ name, kind, readOnly }): [string, unknown][] => {
      const value = values[name] ?? '';
      if (readOnly || value === '') return [];
      return [[name, kind === 'integer' && /^-?\d+$/.test(String(value)) ? Number(value) : value]];
    }),
  );
}
