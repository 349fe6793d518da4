// Mutants that take a value of a wrong type for one of the right type, or refuse a right one.
import { correct } from '../backend.ts';
import { composing, type Mutant, reading, ruling } from '../mutant.ts';
import { strategies } from '../page.ts';
import { shows } from '../scenario.ts';
import { isObject } from '../settings.ts';

const texts: readonly Mutant[] = [
  {
    name: 'username-number-becomes-text-on-put-netgsm',
    fault: 'A number as username is taken as text.',
    place: 'PUT netgsm, username string',
    quirks: reading('netgsm', 'username', (value) => (typeof value === 'number' ? String(value) : value)),
    scenario: shows('netgsm', { username: 850 }),
  },
  {
    name: 'provider-boolean-becomes-text-on-put-mail',
    fault: 'true as provider is taken as the text "true".',
    place: 'PUT mail, provider string',
    quirks: reading('mail', 'provider', (value) => (typeof value === 'boolean' ? String(value) : value)),
    scenario: shows('mail', { provider: true }),
  },
  {
    name: 'account-sid-object-becomes-text-on-put-twilio',
    fault: 'An object as accountSid is stored as "[object Object]".',
    place: 'PUT twilio, accountSid string',
    quirks: reading('twilio', 'accountSid', (value) => (isObject(value) ? '[object Object]' : value)),
    scenario: shows('twilio', { accountSid: { value: 'AC01' } }),
  },
  {
    name: 'originator-array-unwrapped-on-put-dataport',
    fault: 'A list with one text is taken as that text in originator.',
    place: 'PUT dataport, originator string',
    quirks: reading('dataport', 'originator', (value) => (Array.isArray(value) ? (value[0] as unknown) : value)),
    scenario: shows('dataport', { originator: ['ACME'] }),
  },
  {
    name: 'auth-token-not-checked-on-put-twilio',
    fault: 'authToken is stored and shown as whatever it is.',
    place: 'PUT twilio, authToken string',
    quirks: {
      fault: (call, field, value) => (field.name === 'authToken' ? undefined : correct.fault(call, field, value)),
    },
    scenario: shows('twilio', { authToken: [1] }),
  },
  {
    name: 'account-sid-wanted-in-vendor-form-on-put-twilio',
    fault: 'An accountSid that is not AC and 32 hexadecimal digits is refused.',
    place: 'PUT twilio, accountSid string',
    quirks: {
      fault: (call, field, value) =>
        field.name === 'accountSid' && typeof value === 'string' && !/^AC[\da-f]{32}$/.test(value)
          ? 'is no AccountSid'
          : correct.fault(call, field, value),
    },
    scenario: shows('twilio', { accountSid: 'AC01' }),
  },
];

const flags: readonly Mutant[] = [
  {
    name: 'is-default-text-accepted-on-put-twilio',
    fault: 'The texts "true" and "false" are taken as isDefault.',
    place: 'PUT twilio, isDefault boolean',
    quirks: reading('twilio', 'isDefault', (value) => (value === 'true' ? true : value === 'false' ? false : value)),
    scenario: shows('twilio', { isDefault: 'true' }),
  },
  {
    name: 'is-default-number-accepted-on-put-dataport',
    fault: 'The numbers 0 and 1 are taken as isDefault.',
    place: 'PUT dataport, isDefault boolean',
    quirks: reading('dataport', 'isDefault', (value) => (value === 1 ? true : value === 0 ? false : value)),
    scenario: shows('dataport', { isDefault: 1 }),
  },
  {
    name: 'is-default-any-value-by-truth-on-put-netgsm',
    fault: 'Any value is taken as isDefault by its truth, so that "false" is true.',
    place: 'PUT netgsm, isDefault boolean',
    quirks: reading('netgsm', 'isDefault', Boolean),
    scenario: shows('netgsm', { isDefault: 'false' }),
  },
];

const ports: readonly Mutant[] = [
  {
    name: 'smtp-port-text-accepted',
    fault: 'A number in quotes is taken as smtpPort.',
    place: 'PUT mail, smtpPort integer',
    quirks: reading('mail', 'smtpPort', (value) =>
      typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
    ),
    scenario: shows('mail', { smtpPort: '587' }),
  },
  {
    name: 'smtp-port-fraction-cut',
    fault: 'The fraction of smtpPort is cut off.',
    place: 'PUT mail, smtpPort integer',
    quirks: reading('mail', 'smtpPort', (value) => (typeof value === 'number' ? Math.trunc(value) : value)),
    scenario: shows('mail', { smtpPort: 587.9 }),
  },
  {
    name: 'smtp-port-beyond-32-bits-wraps',
    fault: 'An smtpPort beyond 32 bits is wrapped around.',
    place: 'PUT mail, smtpPort int32',
    quirks: reading('mail', 'smtpPort', (value) => (Number.isInteger(value) ? Number(value) | 0 : value)),
    scenario: shows('mail', { smtpPort: 2_147_483_648 }),
  },
  {
    name: 'smtp-port-beyond-32-bits-accepted',
    fault: 'An smtpPort beyond 32 bits is stored and shown.',
    place: 'PUT mail, smtpPort int32',
    quirks: {
      fault: (call, field, value) =>
        field.type === 'int32' && Number.isSafeInteger(value) ? undefined : correct.fault(call, field, value),
    },
    scenario: shows('mail', { smtpPort: 2_147_483_648 }),
  },
  {
    name: 'smtp-port-kept-in-16-bits',
    fault: 'smtpPort is stored in 16 bits with a sign, so that 40000 becomes negative.',
    place: 'PUT mail, smtpPort int32',
    quirks: composing('mail', (made) =>
      made['smtpPort'] === undefined ? made : { ...made, smtpPort: (Number(made['smtpPort']) << 16) >> 16 },
    ),
    scenario: shows('mail', { smtpPort: 40_000 }),
  },
];

const strategy: readonly Mutant[] = [
  {
    name: 'transport-strategy-smtps-refused',
    fault: 'transportStrategy SMTPS is refused.',
    place: 'PUT mail, transportStrategy enum',
    quirks: ruling('mail', 'transportStrategy', { values: strategies.filter((value) => value !== 'SMTPS') }),
    scenario: shows('mail', { transportStrategy: 'SMTPS' }),
  },
  {
    name: 'transport-strategy-unknown-dropped',
    fault: 'A transportStrategy that is not known is accepted and not stored.',
    place: 'PUT mail, transportStrategy enum',
    quirks: reading('mail', 'transportStrategy', (value) =>
      typeof value === 'string' && !strategies.includes(value) ? undefined : value,
    ),
    scenario: shows('mail', { transportStrategy: 'FTP' }),
  },
  {
    name: 'transport-strategy-by-number',
    fault: 'A number is taken as transportStrategy, by its place in the list of values.',
    place: 'PUT mail, transportStrategy string',
    quirks: reading('mail', 'transportStrategy', (value) =>
      typeof value === 'number' ? (strategies[value] ?? value) : value,
    ),
    scenario: shows('mail', { transportStrategy: 1 }),
  },
];

/** All groups of this theme. */
export const typeMutants: readonly Mutant[] = [...texts, ...flags, ...ports, ...strategy];
