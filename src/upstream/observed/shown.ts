// What the lists of settings show of themselves.
import { isRecord } from '../../document/json.ts';
import type { AssumptionName } from '../../assumptions/table.ts';
import { present, type Seen } from './exchange.ts';
import type { Kind, Setting } from './kinds.ts';

const seen = (name: AssumptionName, value: string | undefined, what: string): Seen[] =>
  value === undefined ? [] : [{ name, value, what }];

/** @param json the body of a successful response to a GET of the settings */
export function seenInList(json: unknown, settings: readonly Setting[]): Seen[] {
  const shape = Array.isArray(json) ? 'array' : isRecord(json) ? 'content' : undefined;
  return [
    ...seen('settings-shape', shape, `GET showed the settings as ${shape}`),
    ...settings.flatMap(({ id }) => seen('id-type', typesOfIds[typeof id], `GET showed an id that is a ${typeof id}`)),
    ...settings.flatMap(({ lastModifiedDate }) => ofDate(lastModifiedDate)),
  ];
}

const typesOfIds: Readonly<Record<string, string | undefined>> = { string: 'string', number: 'integer' };

function ofDate(date: unknown): Seen[] {
  if (typeof date !== 'string') return [];
  const what = `GET showed the date ${date.slice(0, 40)}`;
  const [, digits = '', offset] = /:\d\d(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(date) ?? [];
  if (offset === undefined) return [];
  return [...seen('date-offset', offset, what), ...seen('date-precision', String(digits.length), what)];
}

/** What a setting in a list shows, beside what was put last of its kind, if that is known. */
export function seenInSetting(kind: Kind, { shown, put }: { readonly shown: Setting; readonly put?: Setting }): Seen[] {
  const readOnly = kind.fields.filter((field) => field.readOnly).map(({ name }) => name);
  const audit = readOnly.some((name) => present(shown[name])) ? 'shown' : 'omitted';
  const isFull = kind.own.some((name) => present(shown[name]));
  const isBase = !isFull && kind.own.some((name) => present(put?.[name]) && put?.[name] !== '');
  const of = `GET showed a setting of ${kind.name}`;
  return [
    ...seen('audit-fields', audit, `${of} ${audit === 'shown' ? 'with' : 'without'} who changed it and when`),
    ...seen(
      'settings-view',
      isFull ? 'full' : isBase ? 'base' : undefined,
      `${of} ${isFull ? 'with' : 'without'} its own fields`,
    ),
    ...(isFull ? kind.secrets.flatMap((name) => ofSecret(name, { shown, put, of })) : []),
    ...(isFull ? kind.own.flatMap((name) => ofAbsent(name, { shown, of })) : []),
  ];
}

interface OfField {
  readonly shown: Setting;
  readonly put?: Setting | undefined;
  readonly of: string;
}

const masked = /^[*\u2022]{3}/;

function ofSecret(name: string, { shown, put, of }: OfField): Seen[] {
  const [now, before] = [shown[name], put?.[name]];
  const isKnown = typeof before === 'string' && before !== '' && !masked.test(before);
  if (typeof now === 'string' && masked.test(now))
    return isKnown || !put ? seen('secrets-in-get', 'masked', `${of} with ${name} masked`) : [];
  if (!isKnown) return [];
  if (now === before) return seen('secrets-in-get', 'plain', `${of} with the ${name} that was put`);
  return present(now) ? [] : seen('secrets-in-get', 'omitted', `${of} without ${name}`);
}

function ofAbsent(name: string, { shown, of }: OfField): Seen[] {
  if (shown[name] === null) return seen('absent-fields', 'null', `${of} with null as ${name}`);
  return name in shown ? [] : seen('absent-fields', 'omitted', `${of} without ${name}`);
}
