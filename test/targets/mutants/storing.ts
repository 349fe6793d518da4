// Mutants that keep settings in the wrong place, or lose a part of them.
import { correct } from '../backend.ts';
import { composing, type Mutant } from '../mutant.ts';
import { type Kind, kinds } from '../page.ts';
import { type Call, type Quirks, remember, type Values } from '../quirks.ts';
import { get, put, shows } from '../scenario.ts';

/** After a PUT something happens to the settings of the space. */
export function afterPut(then: (call: Call, body: Values) => void): Partial<Quirks> {
  return {
    put(call, body) {
      void correct.put(call, body); // the correct one is done at once
      then(call, body);
    },
  };
}

/** Changes a setting of the space, if there is one. */
export function alter(call: Call, kind: Kind, changed: Values): void {
  const space = call.quirks.spaceOf(call);
  const values = space.get(kind);
  if (values) space.set(kind, { ...values, ...changed });
}

/** A PUT that changes a setting leaves the old one in the list. */
function appending(kind: Kind, when: (body: Values, former: Values) => boolean): Partial<Quirks> {
  const leftIn = (call: Call): Values[] => remember<Values[]>(call, `left in ${call.space}`, () => []).value;
  return {
    put(call, body) {
      const former = call.quirks.spaceOf(call).get(kind);
      if (call.route === kind && former && when(body, former)) leftIn(call).push(former);
      return correct.put(call, body);
    },
    listed: (call) => [...correct.listed(call), ...leftIn(call).map((each) => [kind, each] as const)],
  };
}

const lost: readonly Mutant[] = [
  {
    name: 'twilio-number-not-stored',
    fault: 'twilioNumber is not stored.',
    place: 'PUT twilio, twilioNumber',
    quirks: composing('twilio', (made) => ({ ...made, twilioNumber: undefined })),
    scenario: shows('twilio'),
  },
  {
    name: 'bayi-code-not-changed',
    fault: 'bayiCode stays what it was when the setting was new.',
    place: 'PUT netgsm, bayiCode',
    quirks: composing('netgsm', (made, _call, stored) => (stored ? { ...made, bayiCode: stored['bayiCode'] } : made)),
    scenario: [put('netgsm'), ...shows('netgsm', { bayiCode: '99' })],
  },
  {
    name: 'smtp-port-replaced-by-strategy',
    fault: 'smtpPort is stored as the usual port of the transportStrategy.',
    place: 'PUT mail, smtpPort',
    quirks: composing('mail', (made) => (made['transportStrategy'] === 'SMTPS' ? { ...made, smtpPort: 465 } : made)),
    scenario: shows('mail', { transportStrategy: 'SMTPS', smtpPort: 2465 }),
  },
  {
    name: 'originator-and-short-number-swapped',
    fault: 'originator is stored as shortNumber and the other way round.',
    place: 'PUT dataport, originator and shortNumber',
    quirks: composing('dataport', (made) => ({
      ...made,
      originator: made['shortNumber'],
      shortNumber: made['originator'],
    })),
    scenario: shows('dataport'),
  },
  {
    name: 'account-sid-stored-as-auth-token',
    fault: 'authToken is overwritten by accountSid.',
    place: 'PUT twilio, authToken',
    quirks: composing('twilio', (made) =>
      made['accountSid'] === undefined ? made : { ...made, authToken: made['accountSid'] },
    ),
    scenario: shows('twilio'),
  },
  {
    name: 'optional-fields-lost-without-password',
    fault: 'A Dataport setting without a password loses its other credentials.',
    place: 'PUT dataport, username and accountNumber',
    quirks: composing('dataport', (made) =>
      made['password'] === undefined ? { ...made, username: undefined, accountNumber: undefined } : made,
    ),
    scenario: shows('dataport', { password: undefined }),
  },
];

const places: readonly Mutant[] = [
  {
    name: 'netgsm-and-dataport-share-username',
    fault: 'NetGSM and Dataport have one username between them: the last one stored.',
    place: 'PUT netgsm and PUT dataport, username',
    quirks: afterPut((call, { username }) => {
      if (call.route === 'netgsm') alter(call, 'dataport', { username });
      if (call.route === 'dataport') alter(call, 'netgsm', { username });
    }),
    scenario: [put('netgsm'), put('dataport'), get()],
  },
  {
    name: 'mail-password-overwritten-by-netgsm',
    fault: 'A PUT of the NetGSM setting overwrites the password of the mail setting.',
    place: 'PUT netgsm, password',
    quirks: afterPut((call, { password }) => {
      if (call.route === 'netgsm') alter(call, 'mail', { password });
    }),
    scenario: [put('mail'), put('netgsm'), get()],
  },
  {
    name: 'one-sms-setting-per-space',
    fault: 'A PUT of an SMS setting replaces the SMS settings of other providers.',
    place: 'PUT twilio, netgsm and dataport',
    quirks: afterPut((call) => {
      if (call.route === 'mail') return;
      for (const kind of kinds) if (kind !== 'mail' && kind !== call.route) call.quirks.spaceOf(call).delete(kind);
    }),
    scenario: [put('twilio'), put('netgsm'), get()],
  },
  {
    name: 'settings-keyed-by-provider-text',
    fault: 'A setting replaces that of another path when both bodies have the same provider text.',
    place: 'every PUT, provider',
    quirks: afterPut((call, { provider }) => {
      const space = call.quirks.spaceOf(call);
      for (const [kind, values] of space)
        if (kind !== call.route && values['provider'] === provider) space.delete(kind);
    }),
    scenario: [put('twilio', { provider: 'same' }), put('netgsm', { provider: 'same' }), get()],
  },
  {
    name: 'put-twilio-appends',
    fault: 'Every PUT of the Twilio setting adds one more entry to the list.',
    place: 'PUT twilio',
    quirks: appending('twilio', () => true),
    scenario: [put('twilio'), ...shows('twilio', { accountSid: 'AC02' })],
  },
  {
    name: 'put-with-another-id-appends',
    fault: 'A PUT of the NetGSM setting with another id adds an entry to the list and leaves the old one.',
    place: 'PUT netgsm, id',
    quirks: appending('netgsm', (body, former) => body['id'] !== undefined && body['id'] !== former['id']),
    scenario: [put('netgsm', { id: 'a' }), ...shows('netgsm', { id: 'b' })],
  },
];

/** All groups of this theme. */
export const storingMutants: readonly Mutant[] = [...lost, ...places];
