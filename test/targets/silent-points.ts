// For every assumption, requests that are answered differently by its different values.
import { call, get, logInAs, put, type Scenario, shows, test } from './scenario.ts';

const asked = { ...logInAs('ada'), session: 'ada' };
const full = shows('mail');
const refusedSend: Scenario = [put('twilio', { isDefault: true, accountSid: 'fail-20003' }), test()];

export const silentPoints: Readonly<Record<string, Scenario>> = {
  'missing-token-status': [get({ token: null })],
  'missing-space': [get({ space: null })],
  'empty-space': [get({ space: '' })],
  'space-name': [get({ space: 'x'.repeat(101) })],
  'unknown-space': [get({ space: 'nobody-knows-it' })],
  'invalid-body-status': [put('mail', { type: undefined })],
  'media-type-status': [put('mail', {}, { headers: { 'content-type': 'text/plain' } })],
  'too-large-status': [put('twilio', { authToken: 'x'.repeat(1_100_000) })],
  'unknown-fields': [put('mail', { colour: 'red' })],
  'read-only-fields': [put('mail', { createdBy: 'mallory' })],
  'unknown-query': [{ ...get(), path: '/api/otp/settings?page=1' }],
  'null-for-optional': shows('mail', { smtpPort: null }),
  'scalar-types': shows('mail', { smtpHost: 5 }),
  'transport-strategy': shows('mail', { transportStrategy: 'FTP' }),
  'absent-fields': shows('mail', { smtpPort: undefined }),
  'id-type': full,
  'client-id': shows('mail', { id: '7' }),
  'settings-shape': [get()],
  'settings-view': full,
  'secrets-in-get': full,
  'replaced-by-put': [put('mail'), ...shows('mail', { smtpPort: undefined })],
  'mask-in-put': [put('mail'), ...shows('mail', { password: '********' })],
  'default-scope': [
    put('mail', { isDefault: true }),
    put('netgsm', { isDefault: true }),
    put('twilio', { isDefault: true }),
    get(),
    test(),
  ],
  'type-provider-mismatch': [put('mail', { type: 'SMS' })],
  'test-without-default': [test()],
  'test-refused-by-provider': refusedSend,
  'creation-date': [put('mail'), ...full],
  'date-offset': full,
  'date-precision': full,
  'audit-fields': full,
  'error-body': [call('/nowhere')],
  'error-details': [put('mail', { type: undefined })],
  'token-place': [logInAs('admin')],
  'bearer-token': [get({ token: null, headers: { authorization: 'Bearer {access}' } })],
  'otp-digits': [asked, call('/sent-messages')],
  'otp-repeat': [asked, asked, call('/sent-messages')],
  'otp-throttle': [asked, asked],
  'silent-renewal': [get(), { passes: 301 }, get()],
};
