// Mutants for what the page and HTTP state and no other mutant is about: rows of one body that are not kept to, and headers.
import { correct } from '../backend.ts';
import { composing, type Mutant, reading, ruling, showing, taking } from '../mutant.ts';
import type { Kind } from '../page.ts';
import type { Values } from '../quirks.ts';
import { get, put, shows } from '../scenario.ts';

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A read-only field of the body is stored. */
function takenOver(kind: Kind, name: string, value = '2001-01-01T00:00:00.000+03:00'): Mutant {
  return {
    name: `${kebab(name)}-taken-over-on-put-${kind}`,
    fault: `${name} of the body is stored.`,
    place: `PUT ${kind}, ${name} Read-only`,
    quirks: taking(kind, name),
    scenario: shows(kind, { [name]: value }),
  };
}

/** A number is taken for a text. */
function numberAsText(kind: Kind, name: string): Mutant {
  return {
    name: `${kebab(name)}-number-as-text-on-put-${kind}`,
    fault: `A number for ${name} is stored as text.`,
    place: `PUT ${kind}, ${name} string`,
    quirks: reading(kind, name, (value) => (typeof value === 'number' ? String(value) : value)),
    scenario: shows(kind, { [name]: 5 }),
  };
}

const ofBodies: readonly Mutant[] = [
  takenOver('twilio', 'createdBy', 'mallory'),
  takenOver('twilio', 'lastModifiedDate'),
  takenOver('twilio', 'lastModifiedBy', 'mallory'),
  takenOver('netgsm', 'creationDate'),
  takenOver('netgsm', 'lastModifiedDate'),
  takenOver('dataport', 'creationDate'),
  takenOver('dataport', 'createdBy', 'mallory'),
  takenOver('dataport', 'lastModifiedBy', 'mallory'),
  takenOver('mail', 'creationDate'),
  takenOver('mail', 'lastModifiedDate'),
  takenOver('mail', 'lastModifiedBy', 'mallory'),
  numberAsText('twilio', 'twilioNumber'),
  ...['bayiCode', 'password', 'header'].map((name) => numberAsText('netgsm', name)),
  ...['shortNumber', 'operator', 'accountNumber', 'password'].map((name) => numberAsText('dataport', name)),
  {
    name: 'twilio-number-required-on-put-twilio',
    fault: 'A Twilio setting without twilioNumber is refused.',
    place: 'PUT twilio, twilioNumber Optional',
    quirks: ruling('twilio', 'twilioNumber', { required: true }),
    scenario: shows('twilio', { twilioNumber: undefined }),
  },
  {
    name: 'own-id-replaced-on-put-dataport',
    fault: 'The Dataport setting gets a new id with a PUT that has its id.',
    place: 'PUT dataport, id',
    quirks: composing('dataport', (made, call, stored) => {
      const { id } = call.body as Values; // it was found to be an object before
      return stored && id === stored['id'] ? { ...made, id: correct.newId(call) } : made;
    }),
    scenario: [put('dataport', { id: 'own' }), ...shows('dataport', { id: 'own' })],
  },
  {
    name: 'other-id-500-on-put-mail',
    fault: 'A mail setting with another id than the one that is stored is an internal error.',
    place: 'PUT mail, id',
    quirks: composing('mail', (made, _call, stored) => {
      if (stored && made['id'] !== stored['id']) throw new Error('two ids');
      return made;
    }),
    scenario: [put('mail'), put('mail', { id: 'another' })],
  },
  {
    name: 'last-modified-date-stays-on-put-netgsm',
    fault: 'lastModifiedDate of the NetGSM setting stays that of its creation.',
    place: 'PUT netgsm, lastModifiedDate',
    quirks: composing('netgsm', (made) => ({ ...made, lastModifiedDate: made['creationDate'] })),
    scenario: [put('netgsm'), ...shows('netgsm')],
  },
  {
    name: 'created-by-is-the-system-in-mail',
    fault: 'createdBy of the mail setting is not the user who stored it.',
    place: 'PUT mail, createdBy',
    quirks: showing('mail', 'createdBy', () => 'system'),
    scenario: shows('mail'),
  },
];

/** A PUT of one kind without X-Space, or with an empty one, is about the default space. */
function spaceNotNeeded(kind: Kind, sent: string | null): Mutant {
  const how = sent === null ? 'missing' : 'empty';
  return {
    name: `${how}-space-accepted-on-put-${kind}`,
    fault: `A PUT of the ${kind} setting is stored although X-Space is ${how}.`,
    place: `PUT ${kind}, X-Space Required`,
    quirks: {
      space: (call) =>
        call.route === kind && call.headers['x-space'] === (sent ?? undefined) ? 'default_space' : correct.space(call),
    },
    scenario: [put(kind, {}, { space: sent })],
  };
}

const ofHeaders: readonly Mutant[] = [
  spaceNotNeeded('netgsm', null),
  spaceNotNeeded('mail', ''),
  {
    name: 'space-header-in-capitals-not-found',
    fault: 'The header X-Space is found as X-Space and as x-space, but not as X-SPACE.',
    place: 'RFC 9110, 5.1',
    quirks: {
      space(call) {
        const isFound = call.rawHeaders.some((name) => ['X-Space', 'x-space'].includes(name));
        return correct.space(isFound ? call : { ...call, headers: {} });
      },
    },
    scenario: [get({ space: null, headers: { 'X-SPACE': 'default_space' } })],
  },
  {
    name: 'media-type-with-charset-refused-on-put-twilio',
    fault: 'A body as application/json; charset=utf-8 is refused.',
    place: 'RFC 9110, 8.3.1',
    quirks: {
      mediaTypeFits: (call) =>
        call.route === 'twilio' ? call.headers['content-type'] === 'application/json' : correct.mediaTypeFits(call),
    },
    scenario: [put('twilio', {}, { headers: { 'content-type': 'application/json; charset=utf-8' } })],
  },
  {
    name: 'list-moves-a-mail-setting',
    fault: 'After a GET, there is a mail setting where there was none, and none where there was one.',
    place: 'RFC 9110, 9.2.1',
    quirks: {
      async list(call) {
        const answer = await correct.list(call);
        const space = call.quirks.spaceOf(call);
        const made = { isDefault: false, type: 'Email', provider: 'Default' };
        if (!space.delete('mail')) space.set('mail', call.quirks.compose({ ...call, route: 'mail' }, made, undefined));
        return answer;
      },
    },
    scenario: [get(), get()],
  },
];

/** All groups of this theme. */
export const rowMutants: readonly Mutant[] = [...ofBodies, ...ofHeaders];
