// What is wrong with settings by their own kinds. As a list of any kinds, a mail setting with a wrong port passes for one of another
// kind, which has no port.
import { isRecord } from '../document/json.ts';
import { getOperation, type Operation } from '../document/operations.ts';
import type { ProviderName } from '../document/schemas.ts';
import { type Flaw, flawsBy } from '../document/validate.ts';
import { providerNames, providers } from './providers.ts';

/** The check of settings in a response, as a list or as the content of a page of one. */
export function flawsOfSettings(operations: readonly Operation[]): (body: unknown) => Flaw[] {
  const schemas = new Map(
    providerNames.map((name) => {
      const { required: _ofRequests, ...schema } = getOperation(operations, providers[name].operationId).body ?? {};
      return [name, schema];
    }),
  );
  return (body) => {
    const [list, place] = isRecord(body) ? [body['content'], '/content'] : [body, ''];
    if (!Array.isArray(list)) return [];
    return list.flatMap((item: unknown, index) => {
      const kind = kindOf(item);
      const schema = kind && schemas.get(kind);
      if (!schema || !isRecord(item)) return [];
      const { id: _any, ...present } = Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
      return flawsBy(schema, present).map((flaw) => ({ ...flaw, path: `${place}/${index}${flaw.path}` }));
    });
  };
}

/** Of which kind a setting says that it is. */
function kindOf(item: unknown): ProviderName | undefined {
  if (!isRecord(item)) return undefined;
  return providerNames.find(
    (name) => providers[name].provider === item['provider'] && providers[name].type === item['type'],
  );
}
