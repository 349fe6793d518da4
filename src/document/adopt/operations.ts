// Finds the operations of the contract in a document of somebody else, by method and path.
import { isRecord } from '../json.ts';
import type { Place, Tree } from './tree.ts';

export interface Sought {
  readonly method: string;
  readonly path: string;
}

/** An operation; undefined where the document has none. Paths may also be below the path of a server. */
export function findOperation(tree: Tree, { method, path }: Sought): Place | undefined {
  for (const base of basesOf(tree))
    for (const [name, place] of tree.entries(tree.under(tree.root, 'paths')))
      if (trimmed(`${base}${name}`) === path) {
        const operation = tree.at(tree.follow(place), method);
        if (isRecord(operation.value)) return operation;
      }
  return undefined;
}

const trimmed = (path: string): string => path.replace(/\/+$/, '');

/** The paths that the document's servers have. */
function basesOf(tree: Tree): string[] {
  const urls = tree.entries(tree.under(tree.root, 'servers')).map(([, server]) => tree.at(server, 'url').value);
  return ['', ...urls.flatMap((url) => (typeof url === 'string' ? pathOf(url) : []))];
}

function pathOf(url: string): string[] {
  const base = 'http://server.example';
  return URL.canParse(url, base) ? [trimmed(new URL(url, base).pathname)] : [];
}
