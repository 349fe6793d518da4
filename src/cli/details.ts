// What a person wants to know at the start.
import type { LogFormat } from '../http/log.ts';

export interface Details {
  readonly urls: readonly string[];
  readonly data: string;
  /** With the token of the control API, if the mock has generated one. */
  readonly page: string;
  /** The address of the mail server, if there is one. */
  readonly mail?: string;
  /** The URL of the proxy for the other providers, if there is one. */
  readonly proxy?: string;
  /** The generated one. */
  readonly token: string | undefined;
}

/** What a person wants to know at the start, as the log is written. A generated token is told in any case. */
export function detailsAs(format: LogFormat, details: Details): string | undefined {
  const { urls, data, page, token, mail, proxy } = details;
  const control = token === undefined ? [] : [`  control   /__mock requires: Authorization: Bearer ${token}`];
  if (format === 'json')
    return JSON.stringify({ time: new Date().toISOString(), level: 'info', message: 'listening', ...details });
  if (format === 'silent') return token === undefined ? undefined : [...control, `  page      ${page}`].join('\n');
  const [url = ''] = urls;
  return [
    `  URL       ${urls.join(' or ')}`,
    `  data      ${data}`,
    `  log in    curl -c cookies -F username=admin -F password=admin ${url}/login`,
    `  then      curl -b cookies -H 'X-Space: default_space' ${url}/api/otp/settings`,
    ...(mail === undefined ? [] : [`  mail      ${mail} (nothing is sent on)`]),
    ...(proxy === undefined ? [] : [`  providers ${proxy} (a proxy; see otp-settings-mock env)`]),
    ...control,
    `  page      ${page}`,
  ].join('\n');
}
