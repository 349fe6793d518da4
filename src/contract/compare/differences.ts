// In what two responses to the same request differ, apart from what no two backends can have in common: ids and the time.
import { isRecord } from '../../document/json.ts';
import { formOf } from '../checks/probes/requests.ts';
import { asText, isSuccess, listIn } from '../target/response.ts';
import type { Body } from '../model/kinds.ts';
import type { TargetResponse } from '../target/http.ts';

/** What differs, as the one side and the other has it. */
export interface Difference {
  /** `status`, `media type`, `error`, `body`, `wrapper`, `settings`, the name of a field, or how a date is written. */
  readonly aspect: string;
  readonly target: string;
  readonly mock: string;
}

/** What one side has shown in a sequence: its ids and users in their order, and its first date. */
export class Seen {
  readonly #ids: string[] = [];
  readonly #users: string[] = [];
  #first: number | undefined;

  /** A setting without what is random: ids that the side gave out are numbered, dates are minutes since the first one. */
  normalise(setting: Body, sent: ReadonlySet<string>): Body {
    return Object.fromEntries(
      Object.entries(setting).map(([name, value]) => [name, this.#normalised(name, value, sent)]),
    );
  }

  #normalised(name: string, value: unknown, sent: ReadonlySet<string>): unknown {
    if (name === 'id' && value !== null && !sent.has(asText(value)))
      return `${typeof value} ${numberOf(asText(value), this.#ids)}`;
    if (name.endsWith('By') && typeof value === 'string') return `user ${numberOf(value, this.#users)}`;
    const time = typeof value === 'string' && name.endsWith('Date') ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(time)) return value;
    this.#first ??= time;
    return `${Math.round((time - this.#first) / 60_000)} min, ${asText(value).replaceAll(/\d/g, '0')}`;
  }
}

function numberOf(text: string, known: string[]): number {
  if (!known.includes(text)) known.push(text);
  return known.indexOf(text);
}

interface Side {
  readonly response: TargetResponse;
  readonly seen: Seen;
}

/** @param sent ids that the requests of the sequence named */
export function differencesOf(target: Side, mock: Side, sent: ReadonlySet<string>): Difference[] {
  const [theirs, ours] = [target.response, mock.response];
  const status = differing('status', theirs.status, ours.status);
  if (status.length > 0) return status;
  if (!isSuccess(ours)) return differing('error', errorOf(theirs), errorOf(ours));
  const body = differing('body', theirs.text === '' ? 'none' : 'some', ours.text === '' ? 'none' : 'some');
  if (body.length > 0 || ours.text === '') return body;
  const mediaType = differing('media type', mediaTypeOf(theirs), mediaTypeOf(ours));
  if (mediaType.length > 0) return mediaType;
  return [...differing('wrapper', wrapperOf(theirs), wrapperOf(ours)), ...inLists(target, mock, sent)];
}

function differing(aspect: string, target: unknown, mock: unknown): Difference[] {
  return target === mock ? [] : [{ aspect, target: asText(target), mock: asText(mock) }];
}

const mediaTypeOf = ({ headers }: TargetResponse): string => (headers['content-type'] ?? 'none').split(';')[0] ?? '';

const errorOf = (response: TargetResponse): string => `${formOf(response)} as ${mediaTypeOf(response)}`;

const shapeOf = (json: unknown): string => (isRecord(json) ? Object.keys(json).toSorted().join(', ') : typeof json);

const wrapperOf = ({ json }: TargetResponse): string => (Array.isArray(json) ? 'none' : shapeOf(json));

function inLists(target: Side, mock: Side, sent: ReadonlySet<string>): Difference[] {
  const [theirs, ours] = [target, mock].map(({ response, seen }) =>
    (listIn(response) ?? []).toSorted(byProvider).map((setting) => seen.normalise(setting, sent)),
  );
  const [those = [], these = []] = [theirs, ours];
  if (those.length !== these.length) return differing('settings', those.length, these.length);
  return those.flatMap((setting, index) => inFields(setting, these[index] ?? {}));
}

/** The order of a list is not documented. */
const byProvider = (a: Body, b: Body): number => (keyOf(a) < keyOf(b) ? -1 : 1);

/** By type and provider, and where those are the same, by all that is not random. */
function keyOf(setting: Body): string {
  const rest = Object.keys(setting).filter((name) => name !== 'id' && !name.endsWith('Date'));
  return JSON.stringify([setting['type'], setting['provider'], rest.toSorted().map((name) => setting[name])]);
}

function inFields(theirs: Body, ours: Body): Difference[] {
  const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  const valueOf = (setting: Body, name: string): string => (name in setting ? JSON.stringify(setting[name]) : 'absent');
  return [...names].flatMap((name) => inField(name, valueOf(theirs, name), valueOf(ours, name)));
}

const written = ', written';

const minutes = /^"(-?\d+) min, /;

/** Both sides are asked at the same time, but a minute may begin between them. */
function inField(name: string, theirs: string, ours: string): Difference[] {
  const [there, here] = [theirs, ours].map((text) => minutes.exec(text)?.[1]);
  const isSameTime = there !== undefined && here !== undefined && Math.abs(Number(there) - Number(here)) <= 1;
  if (!isSameTime) return differing(name, theirs, ours);
  return differing(`${name}${written}`, theirs.replace(minutes, `"${here} min, `), ours);
}
