// Forms, as a login takes them.
import { quote } from '../../common/shell.ts';
import type { TargetRequest } from './target-request.ts';

export interface Form {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Whether it is multipart/form-data; otherwise it is urlencoded. */
  readonly isMultipart: boolean;
  /** For lines for a shell: fields whose values nobody may read there, each with the word that stands for its value. */
  readonly hidden?: Readonly<Record<string, string>>;
}

/** The POST of a form. */
export function post(form: Form): TargetRequest {
  const { path, fields, isMultipart, hidden = {} } = form;
  const option = isMultipart ? '-F' : '--data-urlencode';
  const words = Object.entries(fields).map(([name, value]) => `${option} ${name}=${hidden[name] ?? quote(value)}`);
  const { type, body } = isMultipart ? multipart(fields) : urlencoded(fields);
  return { method: 'POST', path, headers: { 'Content-Type': type }, body, inShell: words.join(' ') };
}

function urlencoded(fields: Form['fields']) {
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}

function multipart(fields: Form['fields']) {
  const boundary = 'otp-settings-mock-form';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return { type: `multipart/form-data; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` };
}
