// Which requests are for the mock when an application shares its origin.
import { loadDocuments } from '../document/load.ts';
import { listOperations } from '../document/operations.ts';

/** Whether a request is for the mock; `path` is without its query. */
export type IsOwn = (method: string, path: string) => boolean;

/**
 * Tells the mock's requests by the documents: all at or below a path of the contract or /__mock, so that a wrong one is
 * explained by the mock; of the session its operations only, since GET /login may well be a page of the application.
 * @throws {StartError} when the contract cannot be used.
 */
export async function ownPaths(contractFile?: string): Promise<IsOwn> {
  const operations = listOperations(await loadDocuments(contractFile));
  const contract = operations.filter(({ document }) => document === 'contract');
  const roots = ['/__mock', ...contract.map(({ path }) => path.replace(/\/?\{.*/, ''))];
  const session = operations.filter(({ document }) => document === 'session');
  return (method, path) =>
    roots.some((root) => path === root || path.startsWith(`${root}/`)) ||
    session.some((each) => each.path === path && each.method === method.toLowerCase());
}
