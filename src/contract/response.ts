// Reads responses.
import { Failed } from './verdict.ts';
import type { Body } from './sample.ts';
import type { TargetResponse } from './target.ts';

export const isSuccess = ({ status }: TargetResponse): boolean => status >= 200 && status <= 299;

/** The settings in a response to GET: a list, or an object that holds one. @throws {Failed} when there is none. */
export function settingsIn(response: TargetResponse): Body[] {
  const { json } = response;
  const lists = typeof json === 'object' && json !== null ? [json, ...Object.values(json)] : [];
  const found = lists.find((each) => Array.isArray(each)) as Body[] | undefined;
  const fits = found?.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
  if (response.status === 200 && found && fits) return found;
  throw new Failed({ expected: '200 with a JSON list of settings', actual: describe(response), response });
}

/** A value from outside as a text. Unlike String, it accepts any value. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
}

/** A response in a few words: unchanged if it is JSON, any other text in quotation marks. */
export function describe({ status, text, json }: TargetResponse): string {
  if (text === '') return `${status} without a body`;
  if (json === undefined) return `${status} with ${JSON.stringify(cut(text))}`;
  return `${status} with ${cut(/[\n\r]/.test(text) ? JSON.stringify(json) : text)}`;
}

const cut = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
