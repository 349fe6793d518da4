// What a target makes of a number, a boolean or a text in a field of another of these types.
import { coerced } from '../../document/coerce.ts';
import { comparable } from '../model/shown.ts';
import { type Body, freeTexts, type Kind, sampleOf } from '../model/kinds.ts';
import type { Workspace } from '../model/workspace.ts';
import { asText } from '../target/response.ts';
import { Undecidable } from '../target/verdict.ts';
import { wasRefused } from './expect.ts';

/**
 * @throws {Undecidable} when the values that were put are stored as scalars of the fields’ own types, by a target that converts
 * them everywhere: that is an assumption.
 */
export async function requireNotCoerced(workspace: Workspace, kind: Kind, changes: Body): Promise<void> {
  const names = await comparable(workspace, kind);
  const settings = await workspace.list();
  const isCoerced = kind.fields.some(({ name, schema }) => {
    const value = name in changes ? coerced(changes[name], schema.type) : undefined;
    return value !== undefined && (!names.includes(name) || settings.some((shown) => shown[name] === value));
  });
  if (isCoerced && (await scalarTypesOf(workspace)) === 'coerce')
    throw new Undecidable('the target converts scalars of other types; see scalar-types');
}

/** What becomes of scalars of other types: in the first kind that has a text, a number and a boolean, or the first of all. */
export function scalarTypesOf(workspace: Workspace): Promise<string> {
  const { kinds } = workspace.options;
  const kind = kinds.find(({ fields }) => fields.some(({ schema }) => schema.type === 'integer')) ?? kinds[0];
  if (!kind) throw new Undecidable('the document has no body');
  return workspace.remember('scalar types', async () => {
    const seen = new Map<string, string[]>();
    for (const [name, value] of Object.entries(otherScalars(kind))) {
      const how = await handlingOf(workspace, kind, { name, value });
      seen.set(how, [...(seen.get(how) ?? []), name]);
    }
    const [[only = 'refuse'] = [], ...more] = seen;
    return more.length === 0 ? only : [...seen].map(([how, names]) => `${how} (${names.join(', ')})`).join(' and ');
  });
}

function otherScalars(kind: Kind): Body {
  const [text] = freeTexts(kind);
  const number = kind.fields.find(({ schema }) => schema.type === 'integer')?.name;
  return { ...(text && { [text]: 5 }), ...(number && { [number]: '25' }), isDefault: 'false' };
}

async function handlingOf(
  workspace: Workspace,
  kind: Kind,
  { name, value }: { readonly name: string; readonly value: unknown },
): Promise<string> {
  if (wasRefused(await workspace.put(kind, sampleOf(kind, { [name]: value })))) return 'refuse';
  const shown = (await workspace.one(kind))[name];
  const type = kind.fields.find((field) => field.name === name)?.schema.type;
  return shown === undefined || shown === coerced(value, type) ? 'coerce' : `shown as ${asText(shown)}`;
}
