// What is read off an answer.
import { Failed } from './check.ts';
import type { Body } from './sample.ts';
import type { Answer } from './target.ts';

export const isSuccess = ({ status }: Answer): boolean => status >= 200 && status <= 299;

/** The settings in an answer to GET: a list, or an object that holds one. @throws {Failed} when there is none. */
export function settingsIn(answer: Answer): Body[] {
  const { json } = answer;
  const lists = typeof json === 'object' && json !== null ? [json, ...Object.values(json)] : [];
  const found = lists.find((each) => Array.isArray(each)) as Body[] | undefined;
  const fits = found?.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
  if (answer.status === 200 && found && fits) return found;
  throw new Failed({ expected: '200 with a list of settings as JSON', came: describe(answer), answer });
}

/** A value from outside as a text. Unlike String it takes any value, whatever members it has. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
}

/** An answer in a few words. */
export function describe({ status, text }: Answer): string {
  const body = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return text === '' ? `${status} without a body` : `${status} with ${JSON.stringify(body)}`;
}
