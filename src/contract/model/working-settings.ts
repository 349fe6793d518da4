// Settings that are known to work: those of a sandbox account, for example. A test send through one of them has to succeed.
import { isRecord } from '../../document/json.ts';
import { readJson } from '../../document/read-json.ts';
import { StartError } from '../../document/start-error.ts';
import { validatorOf } from '../../document/validate.ts';
import { accountFieldOf, type Body, isOf, type Kind } from './kinds.ts';

/** The bodies to PUT, by kind. */
export type WorkingSettings = ReadonlyMap<Kind, Body>;

/** The settings in a JSON file: one, or a list. @throws {StartError} when it cannot be read or has another form. */
export async function readWorkingSettings(file: string): Promise<Body[]> {
  const name = `The file of the working setting ${file}`;
  const value = await readJson({ file, name });
  const settings: unknown[] = Array.isArray(value) ? value : [value];
  if (settings.length > 0 && settings.every(isRecord)) return settings;
  throw new StartError(`${name} must hold the body of a PUT, or a list of such bodies.`);
}

/**
 * Each setting with the kind that its type and provider name. Fields that only a response has are left out.
 * @throws {StartError} when a setting is of no kind, or is not a valid body. Its values are not quoted.
 */
export function workingSettings(kinds: readonly Kind[], settings: readonly Body[]): WorkingSettings {
  return new Map(settings.map((setting) => bodyOf(kinds, setting)));
}

function bodyOf(kinds: readonly Kind[], setting: Body): [Kind, Body] {
  const kind = kinds.find((each) => isOf(each, setting));
  if (!kind) {
    const names = kinds.map(({ type, provider }) => `${JSON.stringify(type)} and ${JSON.stringify(provider)}`);
    throw new StartError(`A working setting must have the type and the provider of an operation: ${names.join(', ')}.`);
  }
  const shownOnly = new Set(
    kind.fields.filter(({ readOnly, name }) => readOnly || name === 'id').map(({ name }) => name),
  );
  const fields = Object.entries(setting).filter(([name]) => !shownOnly.has(name));
  const body = { ...Object.fromEntries(fields), isDefault: true };
  const flaw = validatorOf(kind.operation.body ?? {})(body);
  if (flaw !== undefined) throw new StartError(`The working setting of ${kind.provider} is not a valid body: ${flaw}.`);
  return [kind, body];
}

/** What nobody may read in a report: its secrets, and the name of its account. */
export function credentialsOf(working: WorkingSettings): string[] {
  return [...working].flatMap(([kind, body]) =>
    kind.fields
      .filter(({ name, secret }) => secret || name === accountFieldOf(kind))
      .map(({ name }) => body[name])
      .filter((each) => typeof each === 'string'),
  );
}
