// Problems in a document that OpenAPI's own schema does not detect.
import { pointerToken } from './json.ts';

export interface InspectOptions {
  /** Whether a reference to somewhere outside is to one of the mock's own documents. */
  readonly isKnown: (reference: string) => boolean;
}

/** Documents are nested in about fifteen levels. */
const maximumDepth = 200;

/** Below these names stands data, in which `pattern` is nothing but a name. */
const dataNames = new Set(['example', 'examples', 'default', 'enum', 'const', 'properties']);

/** The first thing that keeps a document from being used, with its place; it completes "The document … ". */
export function findFlaw(document: unknown, { isKnown }: InspectOptions): string | undefined {
  const above = new Set<object>();
  const visit = (node: unknown, pointer: string, isSchema: boolean): string | undefined => {
    if (typeof node !== 'object' || node === null) return undefined;
    if (above.has(node)) return `contains itself at ${pointer}, by an alias of YAML`;
    if (above.size >= maximumDepth) return `is nested more than ${maximumDepth} levels deep at ${pointer}`;
    above.add(node);
    for (const [key, child] of Object.entries(node)) {
      const here = `${pointer}/${pointerToken(key)}`;
      const flaw = flawOfReference(key, child) ?? (isSchema ? flawOfPattern(key, child) : undefined);
      const found = flaw === undefined ? visit(child, here, !dataNames.has(key)) : `${flaw} at ${here}`;
      if (found !== undefined) return found;
    }
    above.delete(node);
    return undefined;
  };
  const flawOfReference = (key: string, value: unknown): string | undefined => {
    if (key !== '$ref' || typeof value !== 'string' || value.startsWith('#') || isKnown(value)) return undefined;
    return `has the reference ${JSON.stringify(value)}, but only references within the document ("#/…") are followed. It is`;
  };
  return visit(document, '#', true);
}

function flawOfPattern(key: string, value: unknown): string | undefined {
  if (key !== 'pattern' || typeof value !== 'string') return undefined;
  try {
    return void new RegExp(value, 'u');
  } catch {
    return `has a pattern that is not a regular expression of JavaScript with the flag u (${JSON.stringify(value)})`;
  }
}
