// Which of the simulated rules made a provider refuse.
import { describe, expect, it } from 'vitest';
import { play } from '../support/play.ts';

describe('A refusal names its rule', () => {
  it.each([
    ['twilio', { accountSid: '' }, {}, 'The setting has no accountSid.'],
    ['twilio', { authToken: '' }, {}, 'The setting has no authToken.'],
    ['twilio', { accountSid: 'fail-20003' }, {}, 'fail-20003 in the setting asks for this code.'],
    ['twilio', { twilioNumber: '' }, {}, 'The setting has no twilioNumber.'],
    [
      'twilio',
      { twilioNumber: '+15005550007' },
      {},
      '+15005550007 is one of the magic numbers of Twilio’s test credentials.',
    ],
    ['twilio', {}, { to: '' }, 'The user has no phone.'],
    ['twilio', {}, { to: '12' }, '12 is not a phone number.'],
    ['netgsm', { username: '' }, {}, 'The setting has no username.'],
    ['netgsm', { password: '' }, {}, 'The setting has no password.'],
    ['netgsm', { header: '' }, {}, 'The setting has no header.'],
    ['netgsm', { header: 'A'.repeat(23) }, {}, 'The header has 23 characters; NetGSM takes 11.'],
    ['netgsm', {}, { to: '+15005550006' }, '+15005550006 is not a Turkish mobile number.'],
    ['netgsm', {}, { providerErrorCode: '30' }, 'A fault asks for this code.'],
    ['dataport', { accountNumber: '' }, {}, 'The setting has no accountNumber.'],
    [
      'dataport',
      { operator: 'Fax' },
      {},
      'The operator of the setting has to be one of turkcell, avea, vodafone, superonline.',
    ],
    ['dataport', {}, { to: '' }, 'The user has no phone.'],
    ['mail', { smtpHost: '' }, {}, 'The setting has no smtpHost.'],
    ['mail', { smtpHost: 'smtp.invalid' }, {}, 'smtp.invalid is below .invalid, or not a host name.'],
    ['mail', { password: '' }, {}, 'The setting has no password.'],
    ['mail', {}, { to: 'nobody' }, 'nobody is not a mail address.'],
  ] as const)('A refusal names its rule (%s, %j, %j)', (provider, changes, draft, rule) => {
    expect(play(provider, changes, draft).error?.rule).toBe(rule);
  });
});
