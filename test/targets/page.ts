// The rows of the documentation page as data: which operations there are and what a body may hold. Read from the page by
// hand and shared with nothing else, so that a slip in one reading shows against the other.

export type Kind = 'twilio' | 'netgsm' | 'dataport' | 'mail';
export type Route = Kind | 'test' | 'list' | 'login' | 'validate' | 'refresh' | 'logout';

export interface Field {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'int32';
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly secret?: boolean;
  /** In characters (code points). */
  readonly max?: number | undefined;
  readonly values?: readonly string[];
}

export const kinds: readonly Kind[] = ['twilio', 'netgsm', 'dataport', 'mail'];

export const routes: readonly { readonly method: string; readonly path: string; readonly route: Route }[] = [
  { method: 'PUT', path: '/api/otp/settings/sms/twilio', route: 'twilio' },
  { method: 'PUT', path: '/api/otp/settings/sms/netgsm', route: 'netgsm' },
  { method: 'PUT', path: '/api/otp/settings/sms/dataport', route: 'dataport' },
  { method: 'PUT', path: '/api/otp/settings/mail/default', route: 'mail' },
  { method: 'POST', path: '/api/otp/settings/test', route: 'test' },
  { method: 'GET', path: '/api/otp/settings', route: 'list' },
  { method: 'POST', path: '/login', route: 'login' },
  { method: 'POST', path: '/validate', route: 'validate' },
  { method: 'POST', path: '/refresh', route: 'refresh' },
  { method: 'POST', path: '/logout', route: 'logout' },
];

/** The fields of every body. */
export const common: readonly Field[] = [
  { name: 'creationDate', type: 'string', readOnly: true },
  { name: 'lastModifiedBy', type: 'string', readOnly: true },
  { name: 'createdBy', type: 'string', readOnly: true },
  { name: 'lastModifiedDate', type: 'string', readOnly: true },
  { name: 'id', type: 'string' },
  { name: 'isDefault', type: 'boolean', required: true },
  { name: 'type', type: 'string', required: true, max: 50 },
  { name: 'provider', type: 'string', required: true, max: 50 },
];

/** The values of transportStrategy are the vendor's; the page shows none. */
export const strategies: readonly string[] = ['SMTP', 'SMTPS', 'SMTP_TLS'];

const text = (name: string): Field => ({ name, type: 'string' });
const secret = (name: string): Field => ({ name, type: 'string', secret: true });

export const fields: Readonly<Record<Kind, readonly Field[]>> = {
  twilio: [...common, secret('authToken'), text('accountSid'), text('twilioNumber')],
  netgsm: [...common, text('username'), text('bayiCode'), secret('password'), text('header')],
  dataport: [
    ...common,
    ...['originator', 'shortNumber', 'operator', 'username', 'accountNumber'].map(text),
    secret('password'),
  ],
  mail: [
    ...common,
    { ...text('username'), max: 50 },
    { ...secret('password'), max: 60 },
    { ...text('smtpHost'), max: 50 },
    { ...text('transportStrategy'), values: strategies },
    { name: 'smtpPort', type: 'int32' },
  ],
};

/** Whether a route stores a setting. */
export function isKind(route: Route): route is Kind {
  return kinds.some((kind) => kind === route);
}
