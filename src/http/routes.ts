// Which operation a path belongs to. The validator finds that out as well, by compiling every path of its document for every
// request; this is the same answer, kept.
import type { Operation } from '../document/operations.ts';

export interface Route {
  readonly operation: Operation;
  /** By their names, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds the operation of a method and a path, spelled exactly; undefined when there is none, or it is not certain which. */
export type FindRoute = (method: string, path: string) => Route | undefined;

const none = {};

/** A finder for these operations. */
export function createRoutes(operations: readonly Operation[]): FindRoute {
  const [templates, fixed] = [operations.filter(isTemplate), operations.filter((each) => !isTemplate(each))];
  const exact = new Map(fixed.map((operation) => [`${operation.method.toUpperCase()} ${operation.path}`, operation]));
  const paths = new Set(fixed.map(({ path }) => path));
  const patterns = templates.map((operation) => ({ operation, pattern: patternOf(operation.path) }));
  return (method, path) => {
    const operation = exact.get(`${method} ${path}`);
    if (operation) return { operation, pathParameters: none };
    if (paths.has(path)) return undefined;
    const found = patterns.flatMap(({ operation: each, pattern }) => {
      const values = each.method.toUpperCase() === method ? pattern.exec(path)?.groups : undefined;
      return values ? [{ operation: each, values }] : [];
    });
    const [first] = found;
    return first && found.length === 1 ? decoded(first) : undefined;
  };
}

const isTemplate = ({ path }: Operation): boolean => path.includes('{');

function patternOf(path: string): RegExp {
  const text = path
    .split(/(\{[^}]+\})/)
    .map((part) =>
      part.startsWith('{') ? `(?<${part.slice(1, -1)}>[^/]+)` : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
    );
  return new RegExp(`^${text.join('')}$`);
}

interface Found {
  readonly operation: Operation;
  readonly values: Readonly<Record<string, string>>;
}

function decoded({ operation, values }: Found): Route | undefined {
  try {
    const pairs = Object.entries(values).map(([name, value]) => [name, decodeURIComponent(value)] as const);
    return { operation, pathParameters: Object.fromEntries(pairs) };
  } catch {
    return undefined; // the validator says what is wrong with it
  }
}
