// Which of the forms of the assumption error-body an error has.
import { isRecord } from './json.ts';

export interface ErrorResponse {
  readonly text: string;
  /** Undefined when the text is not JSON. */
  readonly json: unknown;
  /** The Content-Type, or the bare media type. */
  readonly type: string;
}

/** A value of the assumption, or other words. */
export function formOfError({ json, text, type }: ErrorResponse): string {
  if (text === '') return 'none';
  const has = (...names: string[]): boolean => isRecord(json) && names.every((name) => name in json);
  if (/problem\+json/.test(type) || has('title', 'status', 'detail')) return 'problem';
  if (has('status', 'error', 'message')) return 'vendor';
  if (has('timestamp', 'status', 'error', 'path')) return 'spring';
  if (json !== undefined) return 'another JSON format';
  return /html/.test(type) || /^\s*<(!doctype|html)/i.test(text) ? 'html' : 'text';
}
