// Mutants that do not want a field that the page wants, want one that it does not, or take over a read-only one.
import { correct } from '../backend.ts';
import { composing, type Mutant, reading, ruling, taking } from '../mutant.ts';
import type { Values } from '../quirks.ts';
import { call, put, shows } from '../scenario.ts';

const required: readonly Mutant[] = [
  {
    name: 'is-default-not-required-on-put-twilio',
    fault: 'A Twilio setting without isDefault is stored with false.',
    place: 'PUT twilio, isDefault Required',
    quirks: {
      ...ruling('twilio', 'isDefault', { required: false }),
      ...composing('twilio', (made) => ({ isDefault: false, ...made })),
    },
    scenario: shows('twilio', { isDefault: undefined }),
  },
  {
    name: 'type-not-required-on-put-netgsm',
    fault: 'A NetGSM setting without type is stored.',
    place: 'PUT netgsm, type Required',
    quirks: ruling('netgsm', 'type', { required: false }),
    scenario: shows('netgsm', { type: undefined }),
  },
  {
    name: 'provider-not-required-on-put-dataport',
    fault: 'A Dataport setting without provider is stored as Dataport.',
    place: 'PUT dataport, provider Required',
    quirks: {
      ...ruling('dataport', 'provider', { required: false }),
      ...composing('dataport', (made) => ({ provider: 'Dataport', ...made })),
    },
    scenario: shows('dataport', { provider: undefined }),
  },
  {
    name: 'type-not-required-on-put-mail',
    fault: 'A mail setting without type is stored.',
    place: 'PUT mail, type Required',
    quirks: ruling('mail', 'type', { required: false }),
    scenario: shows('mail', { type: undefined }),
  },
  {
    name: 'required-only-when-new',
    fault: 'A NetGSM setting that is there already may be changed by a body without provider, which removes it.',
    place: 'PUT netgsm, provider Required',
    quirks: {
      fault: (call, field, value) =>
        value === undefined && field.name === 'provider' && call.quirks.spaceOf(call).has('netgsm')
          ? undefined
          : correct.fault(call, field, value),
    },
    scenario: [...shows('netgsm'), ...shows('netgsm', { provider: undefined })],
  },
  {
    name: 'is-default-null-is-false-on-put-mail',
    fault: 'null for isDefault is stored as false.',
    place: 'PUT mail, isDefault boolean Required',
    quirks: reading('mail', 'isDefault', (value) => value ?? false),
    scenario: shows('mail', { isDefault: null }),
  },
  {
    name: 'type-null-accepted-on-put-twilio',
    fault: 'null for type is accepted; the setting has no type then.',
    place: 'PUT twilio, type string Required',
    quirks: {
      fault: (call, field, value) =>
        call.route === 'twilio' && field.name === 'type' && value === null
          ? undefined
          : correct.fault(call, field, value),
    },
    scenario: shows('twilio', { type: null }),
  },
  {
    name: 'username-required-on-put-mail',
    fault: 'A mail setting without username is refused.',
    place: 'PUT mail, username Optional',
    quirks: ruling('mail', 'username', { required: true }),
    scenario: shows('mail', { username: undefined }),
  },
  {
    name: 'bayi-code-required-on-put-netgsm',
    fault: 'A NetGSM setting without bayiCode is refused.',
    place: 'PUT netgsm, bayiCode Optional',
    quirks: ruling('netgsm', 'bayiCode', { required: true }),
    scenario: shows('netgsm', { bayiCode: undefined }),
  },
  {
    name: 'id-required-on-put-dataport',
    fault: 'A Dataport setting without id is refused.',
    place: 'PUT dataport, id Optional',
    quirks: ruling('dataport', 'id', { required: true }),
    scenario: shows('dataport'),
  },
  {
    name: 'id-required-on-update-of-twilio',
    fault: 'A Twilio setting that is there already cannot be changed without its id.',
    place: 'PUT twilio, id Optional',
    quirks: {
      fault: (call, field, value) =>
        call.route === 'twilio' && field.name === 'id' && !value && call.quirks.spaceOf(call).has('twilio')
          ? 'is required'
          : correct.fault(call, field, value),
    },
    scenario: [put('twilio'), put('twilio')],
  },
  {
    name: 'body-in-array-accepted-on-put-netgsm',
    fault: 'A list with one NetGSM setting is taken as that setting.',
    place: 'PUT netgsm, Body',
    quirks: {
      prepare: (call, body) => (call.route === 'netgsm' && Array.isArray(body) ? (body[0] as unknown) : body),
    },
    scenario: [call('netgsm', [{ isDefault: false, type: 'SMS', provider: 'Netgsm' }])],
  },
];

const readOnly: readonly Mutant[] = [
  {
    name: 'creation-date-taken-over-on-put-twilio',
    fault: 'creationDate of the body is stored.',
    place: 'PUT twilio, creationDate Read-only',
    quirks: taking('twilio', 'creationDate'),
    scenario: shows('twilio', { creationDate: '2001-01-01T00:00:00.000+03:00' }),
  },
  {
    name: 'last-modified-by-taken-over-on-put-netgsm',
    fault: 'lastModifiedBy of the body is stored.',
    place: 'PUT netgsm, lastModifiedBy Read-only',
    quirks: taking('netgsm', 'lastModifiedBy'),
    scenario: shows('netgsm', { lastModifiedBy: 'mallory' }),
  },
  {
    name: 'last-modified-date-taken-over-on-put-dataport',
    fault: 'lastModifiedDate of the body is stored.',
    place: 'PUT dataport, lastModifiedDate Read-only',
    quirks: taking('dataport', 'lastModifiedDate'),
    scenario: shows('dataport', { lastModifiedDate: '2001-01-01T00:00:00.000+03:00' }),
  },
  {
    name: 'created-by-taken-over-on-put-mail',
    fault: 'createdBy of the body is stored.',
    place: 'PUT mail, createdBy Read-only',
    quirks: taking('mail', 'createdBy'),
    scenario: shows('mail', { createdBy: 'mallory' }),
  },
  {
    name: 'created-by-taken-over-on-update-of-netgsm',
    fault: 'createdBy of the body is stored when the NetGSM setting is there already.',
    place: 'PUT netgsm, createdBy Read-only',
    quirks: composing('netgsm', (made, { body }, stored) => {
      const { createdBy } = body as Values; // it was found to be an object before
      return stored && createdBy !== undefined ? { ...made, createdBy } : made;
    }),
    scenario: [put('netgsm'), ...shows('netgsm', { createdBy: 'mallory' })],
  },
];

/** All groups of this theme. */
export const requiredMutants: readonly Mutant[] = [...required, ...readOnly];
