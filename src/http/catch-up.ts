// Brings what mocks share to what is stored, before a request that needs it is answered.
import type { RequestHandler } from 'express';
import type { Operation } from '../document/operations.ts';

/** What needs nothing of it works without the store, too. */
const stateless: ReadonlySet<string> = new Set([
  'getStart',
  'findPage',
  'getPage',
  'getDocs',
  'getAsset',
  'getHealth',
  'getContractAsJson',
  'getContractAsYaml',
  'getDocument',
  'getDemo',
  'listAssumptions',
]);

export const needsStore = ({ id }: Operation): boolean => !stateless.has(id);

/** What `refresh` throws refuses the request. */
export function catchUp(refresh: () => Promise<void>): RequestHandler {
  return async (_request, _response, next) => {
    await refresh();
    next();
  };
}
