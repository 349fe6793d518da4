// The kinds of setting, with what tells one from another in a list.
import type { OpenAPIV3 } from 'openapi-types';
import { type Field, fieldsOf } from '../../document/fields.ts';
import { isRecord } from '../../document/json.ts';
import { getOperation, type Operation } from '../../document/operations.ts';
import type { ProviderName } from '../../document/schemas.ts';
import { providerNames, providers } from '../../settings/providers.ts';

export type Setting = Readonly<Record<string, unknown>>;

export interface Kind {
  readonly name: ProviderName;
  readonly type: string;
  readonly provider: string;
  readonly operation: Operation;
  readonly schema: OpenAPIV3.SchemaObject;
  readonly fields: readonly Field[];
  /** The names of the fields that not every kind has, without the secret ones. */
  readonly own: readonly string[];
  readonly secrets: readonly string[];
}

/** @param operations as the page has them */
export function kindsOf(operations: readonly Operation[]): Kind[] {
  const all = providerNames.map((name) => {
    const { operationId, type, provider } = providers[name];
    const operation = getOperation(operations, operationId);
    return { name, type, provider, operation, schema: operation.body ?? {}, fields: fieldsOf(operation) };
  });
  const isCommon = (field: string): boolean => all.every(({ fields }) => fields.some(({ name }) => name === field));
  return all.map((kind) => ({
    ...kind,
    own: kind.fields.filter(({ name, secret }) => !secret && !isCommon(name)).map(({ name }) => name),
    secrets: kind.fields.filter(({ secret }) => secret).map(({ name }) => name),
  }));
}

/** The settings in the response to a GET; undefined when there are none to be found in it. */
export function settingsIn(json: unknown): Setting[] | undefined {
  const list = isRecord(json) ? json['content'] : json;
  return Array.isArray(list) && list.every(isRecord) ? list : undefined;
}

/** By kind; undefined when there are two of one, or one of none. */
export function byKind(settings: readonly Setting[], kinds: readonly Kind[]): Map<ProviderName, Setting> | undefined {
  const found = new Map<ProviderName, Setting>();
  for (const setting of settings) {
    const kind = kinds.find(({ type, provider }) => setting['type'] === type && setting['provider'] === provider);
    if (!kind || found.has(kind.name)) return undefined;
    found.set(kind.name, setting);
  }
  return found;
}
