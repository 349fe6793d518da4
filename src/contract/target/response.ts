// Reads responses.
import { Failed } from './verdict.ts';
import type { Body } from './ask.ts';
import type { TargetResponse } from './http.ts';

export const isSuccess = ({ status }: TargetResponse): boolean => status >= 200 && status <= 299;

export const isRefusal = ({ status }: TargetResponse): boolean => status >= 400 && status <= 499;

/** Statuses with which a proxy reports that its backend did not respond. */
const fromProxies = new Set([502, 503, 504]);

export const isFromProxy = ({ status }: TargetResponse): boolean => fromProxies.has(status);

/** The settings in a response to GET: a list, or an object that holds one. @throws {Failed} when there is none. */
export function settingsIn(response: TargetResponse): Body[] {
  const found = listIn(response);
  if (found) return found;
  throw new Failed({ expected: '200 with a JSON list of settings', actual: describe(response), response });
}

/** The same, or undefined when there is none. Where there are no settings, some backends respond with null; a check says so. */
export function listIn({ status, json }: TargetResponse): Body[] | undefined {
  if (status === 200 && json === null) return [];
  const lists = typeof json === 'object' && json !== null ? [json, ...Object.values(json)] : [];
  const found = lists.find((each) => Array.isArray(each)) as Body[] | undefined;
  const fits = found?.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
  return status === 200 && fits ? found : undefined;
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
