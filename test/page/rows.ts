// The documentation page once more, as a plain table: what it says of each operation, row by row and nothing else.

export interface Row {
  readonly field: string;
  readonly type: 'string' | 'boolean' | 'integer';
  readonly format?: 'date-time' | 'int32';
  readonly max?: number;
  readonly enum?: true;
  readonly readOnly?: true;
  readonly required?: true;
}

export interface PageOperation {
  readonly method: 'put' | 'post' | 'get';
  readonly path: string;
  readonly status: '204' | '200';
  readonly rows: readonly Row[];
}

const common: readonly Row[] = [
  { field: 'creationDate', type: 'string', format: 'date-time', readOnly: true },
  { field: 'lastModifiedBy', type: 'string', readOnly: true },
  { field: 'createdBy', type: 'string', readOnly: true },
  { field: 'lastModifiedDate', type: 'string', format: 'date-time', readOnly: true },
  { field: 'id', type: 'string' },
  { field: 'isDefault', type: 'boolean', required: true },
  { field: 'type', type: 'string', max: 50, required: true },
  { field: 'provider', type: 'string', max: 50, required: true },
];

const texts = (...fields: string[]): Row[] => fields.map((field) => ({ field, type: 'string' }));

/** Every operation wants the cookie `ins_access_token` and the header X-Space. */
export const page: readonly PageOperation[] = [
  {
    method: 'put',
    path: '/api/otp/settings/sms/twilio',
    status: '204',
    rows: [...common, ...texts('authToken', 'accountSid', 'twilioNumber')],
  },
  {
    method: 'put',
    path: '/api/otp/settings/sms/netgsm',
    status: '204',
    rows: [...common, ...texts('username', 'bayiCode', 'password', 'header')],
  },
  {
    method: 'put',
    path: '/api/otp/settings/sms/dataport',
    status: '204',
    rows: [...common, ...texts('originator', 'shortNumber', 'operator', 'username', 'accountNumber', 'password')],
  },
  {
    method: 'put',
    path: '/api/otp/settings/mail/default',
    status: '204',
    rows: [
      ...common,
      { field: 'username', type: 'string', max: 50 },
      { field: 'password', type: 'string', max: 60 },
      { field: 'smtpHost', type: 'string', max: 50 },
      { field: 'transportStrategy', type: 'string', enum: true },
      { field: 'smtpPort', type: 'integer', format: 'int32' },
    ],
  },
  { method: 'post', path: '/api/otp/settings/test', status: '204', rows: [] },
  { method: 'get', path: '/api/otp/settings', status: '200', rows: [] },
];
