// Mutants whose PUT over a setting that is there goes wrong: it is left out, refused, or makes another setting of it.
import { correct } from '../backend.ts';
import { composing, type Mutant } from '../mutant.ts';
import { type Quirks, remember, type Values } from '../quirks.ts';
import { get, put, shows } from '../scenario.ts';
import { kindOf } from '../settings.ts';

/** A PUT is not carried out when all of its fields are the same as what is stored. */
function skipping(same: (name: string, sent: unknown, stored: unknown) => boolean): Partial<Quirks> {
  return {
    put(call, body) {
      const stored = call.quirks.spaceOf(call).get(kindOf(call));
      const fields = call.quirks.fields(kindOf(call)).filter(({ name, readOnly }) => !readOnly && name !== 'id');
      if (stored && fields.every(({ name }) => same(name, body[name], stored[name]))) return;
      return correct.put(call, body);
    },
  };
}

export const updateMutants: readonly Mutant[] = [
  {
    name: 'first-write-wins-on-put-mail',
    fault: 'A mail setting that is there already is not changed; the answer is 204.',
    place: 'PUT mail',
    quirks: {
      put: (call, body) =>
        call.route === 'mail' && call.quirks.spaceOf(call).has('mail') ? undefined : correct.put(call, body),
    },
    scenario: [put('mail'), ...shows('mail', { username: 'new' })],
  },
  {
    name: 'change-of-flag-alone-lost',
    fault: 'A PUT that changes nothing but isDefault is taken for no change.',
    place: 'every PUT, isDefault',
    quirks: skipping((name, a, b) => name === 'isDefault' || a === b),
    scenario: [put('mail'), ...shows('mail', { isDefault: true })],
  },
  {
    name: 'change-in-letter-case-lost',
    fault: 'A PUT that differs from what is stored only in capitals is taken for no change.',
    place: 'every PUT',
    quirks: skipping((_name, a, b) => String(a).toLowerCase() === String(b).toLowerCase()),
    scenario: [put('dataport', { originator: 'acme' }), ...shows('dataport', { originator: 'ACME' })],
  },
  {
    name: 'every-fifth-write-lost',
    fault: 'Every fifth PUT answers 204 and stores nothing.',
    place: 'every PUT',
    quirks: {
      put(call, body) {
        const writes = remember(call, 'writes', () => 0);
        writes.value++;
        return writes.value % 5 === 0 ? undefined : correct.put(call, body);
      },
    },
    scenario: [...[1, 2, 3, 4, 5].map((n) => put('mail', { smtpPort: n })), get()],
  },
  {
    name: 'put-twilio-twice-is-500',
    fault: 'A PUT of the Twilio setting that is there already breaks a unique key: 500.',
    place: 'PUT twilio',
    quirks: {
      put(call, body) {
        if (call.route === 'twilio' && call.quirks.spaceOf(call).has('twilio')) throw new Error('duplicate key value');
        return correct.put(call, body);
      },
    },
    scenario: [put('twilio'), put('twilio')],
  },
  {
    name: 'put-netgsm-gives-new-id-every-time',
    fault: 'Every PUT of the NetGSM setting gives it a new id.',
    place: 'PUT netgsm, id',
    quirks: composing('netgsm', (made, call) =>
      (call.body as Values)['id'] === undefined ? { ...made, id: call.quirks.newId(call) } : made,
    ),
    scenario: [...shows('netgsm'), ...shows('netgsm')],
  },
];
