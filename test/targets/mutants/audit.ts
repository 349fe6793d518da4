// Mutants that are wrong about dates, users and the default flag.
import { correct } from '../backend.ts';
import { composing, type Mutant, showing } from '../mutant.ts';
import { kinds } from '../page.ts';
import { get, put, shows } from '../scenario.ts';
import { afterPut, alter } from './storing.ts';

const text =
  (change: (date: string) => unknown): ((value: unknown) => unknown) =>
  (value) =>
    change(String(value));

const dates: readonly Mutant[] = [
  {
    name: 'creation-date-without-offset',
    fault: 'creationDate has no offset.',
    place: 'GET settings, creationDate date-time',
    quirks: showing(
      'twilio',
      'creationDate',
      text((date) => date.slice(0, 23)),
    ),
    scenario: shows('twilio'),
  },
  {
    name: 'last-modified-date-in-milliseconds',
    fault: 'lastModifiedDate is a number of milliseconds.',
    place: 'GET settings, lastModifiedDate string',
    quirks: showing('netgsm', 'lastModifiedDate', text(Date.parse)),
    scenario: shows('netgsm'),
  },
  {
    name: 'creation-date-in-parts',
    fault: 'creationDate is a list of numbers: year, month, day and so on.',
    place: 'GET settings, creationDate string',
    quirks: showing(
      'mail',
      'creationDate',
      text((date) => date.slice(0, 23).split(/\D/).map(Number)),
    ),
    scenario: shows('mail'),
  },
  {
    name: 'creation-date-with-month-13',
    fault: 'creationDate has a month that does not exist.',
    place: 'GET settings, creationDate date-time',
    quirks: showing(
      'dataport',
      'creationDate',
      text((date) => date.replace(/-\d\d-/, '-13-')),
    ),
    scenario: shows('dataport'),
  },
  {
    name: 'creation-date-with-blank',
    fault: 'creationDate has a blank and no offset, as a database writes it.',
    place: 'GET settings, creationDate date-time',
    quirks: showing(
      'mail',
      'creationDate',
      text((date) => date.slice(0, 23).replace('T', ' ')),
    ),
    scenario: shows('mail'),
  },
  {
    name: 'last-modified-date-is-a-day',
    fault: 'lastModifiedDate is a day without a time.',
    place: 'GET settings, lastModifiedDate date-time',
    quirks: showing(
      'twilio',
      'lastModifiedDate',
      text((date) => date.slice(0, 10)),
    ),
    scenario: shows('twilio'),
  },
  {
    name: 'dates-with-zone-in-words',
    fault: 'Dates end in the name of the time zone.',
    place: 'GET settings, creationDate and lastModifiedDate date-time',
    quirks: { date: (milliseconds) => `${correct.date(milliseconds)}[Europe/Istanbul]` },
    scenario: shows('twilio'),
  },
  {
    name: 'dates-three-hours-off',
    fault: 'Dates give the time of Greenwich with the offset of Istanbul.',
    place: 'GET settings, creationDate and lastModifiedDate',
    quirks: { date: (milliseconds) => correct.date(milliseconds - 3 * 3_600_000) },
    scenario: shows('twilio'),
  },
  {
    name: 'last-modified-date-stays',
    fault: 'lastModifiedDate of the Dataport setting stays what it was when the setting was new.',
    place: 'PUT dataport, lastModifiedDate',
    quirks: composing('dataport', (made, _call, stored) => ({
      ...made,
      lastModifiedDate: stored?.['lastModifiedDate'] ?? made['lastModifiedDate'],
    })),
    scenario: [put('dataport'), ...shows('dataport')],
  },
  {
    name: 'put-mail-touches-other-settings',
    fault: 'A PUT of the mail setting moves lastModifiedDate of the others.',
    place: 'PUT mail, lastModifiedDate',
    quirks: afterPut((call) => {
      const lastModifiedDate = call.quirks.date(call.world.now());
      if (call.route === 'mail') for (const kind of kinds) alter(call, kind, { lastModifiedDate });
    }),
    scenario: [put('twilio'), put('mail'), get()],
  },
];

const users: readonly Mutant[] = [
  {
    name: 'created-by-is-a-number',
    fault: "createdBy is the number of the user's database row.",
    place: 'GET settings, createdBy string',
    quirks: showing('mail', 'createdBy', () => 1),
    scenario: shows('mail'),
  },
  {
    name: 'last-modified-by-is-an-object',
    fault: 'lastModifiedBy is an object that describes the user.',
    place: 'GET settings, lastModifiedBy string',
    quirks: showing('twilio', 'lastModifiedBy', (username) => ({ username })),
    scenario: shows('twilio'),
  },
  {
    name: 'last-modified-by-stays',
    fault: 'lastModifiedBy stays the user who stored the setting first.',
    place: 'every PUT, lastModifiedBy',
    quirks: composing('mail', (made) => ({ ...made, lastModifiedBy: made['createdBy'] })),
    scenario: [put('mail'), put('mail', {}, { session: 'operator' }), get()],
    invisible: 'Only a second user sees it, and a run has one.',
  },
];

const flag: readonly Mutant[] = [
  {
    name: 'is-default-always-false-in-list',
    fault: 'The list shows isDefault false for Dataport, whatever it is.',
    place: 'GET settings, isDefault of dataport',
    quirks: showing('dataport', 'isDefault', () => false),
    scenario: shows('dataport', { isDefault: true }),
  },
  {
    name: 'is-default-always-true-in-list',
    fault: 'The list shows isDefault true for Twilio, whatever it is.',
    place: 'GET settings, isDefault of twilio',
    quirks: showing('twilio', 'isDefault', () => true),
    scenario: shows('twilio'),
  },
  {
    name: 'is-default-shown-as-default-in-list',
    fault: 'The list shows isDefault under the name `default`, as serialisers of Java do with isX.',
    place: 'GET settings, isDefault',
    quirks: {
      show(call, kind, values) {
        const { isDefault, ...shown } = correct.show(call, kind, values);
        return { ...shown, default: isDefault };
      },
    },
    scenario: shows('mail'),
  },
  {
    name: 'is-default-shown-as-number-in-list',
    fault: 'The list shows isDefault as 0 or 1 for NetGSM.',
    place: 'GET settings, isDefault boolean of netgsm',
    quirks: showing('netgsm', 'isDefault', Number),
    scenario: shows('netgsm'),
  },
  {
    name: 'is-default-false-not-shown-in-list',
    fault: 'isDefault is not shown when it is false.',
    place: 'GET settings, isDefault Required',
    quirks: { showValue: (field, value) => (field.name === 'isDefault' && value === false ? undefined : value) },
    scenario: shows('mail'),
  },
  {
    name: 'put-mail-true-stored-as-false',
    fault: 'A mail setting never becomes the default; the answer is 204.',
    place: 'PUT mail, isDefault',
    quirks: composing('mail', (made) => ({ ...made, isDefault: false })),
    scenario: shows('mail', { isDefault: true }),
  },
  {
    name: 'put-netgsm-false-keeps-true',
    fault: 'A NetGSM setting that is the default stays it when a PUT says false.',
    place: 'PUT netgsm, isDefault',
    quirks: composing('netgsm', (made, _call, stored) => ({
      ...made,
      isDefault: stored?.['isDefault'] === true || made['isDefault'],
    })),
    scenario: [put('netgsm', { isDefault: true }), ...shows('netgsm')],
  },
  {
    name: 'first-setting-becomes-default',
    fault: 'The first setting of a space is stored as its default, whatever the body says.',
    place: 'every PUT, isDefault',
    quirks: afterPut((call) => {
      const space = call.quirks.spaceOf(call);
      const [first] = [...space.keys()];
      if (first && space.size === 1) alter(call, first, { isDefault: true });
    }),
    scenario: shows('twilio'),
  },
  {
    name: 'default-cleared-by-setting-that-is-none',
    fault: 'A PUT with isDefault false takes the flag from the other settings, too.',
    place: 'every PUT, isDefault',
    quirks: afterPut((call) => {
      for (const kind of kinds) if (kind !== call.route) alter(call, kind, { isDefault: false });
    }),
    scenario: [put('mail', { isDefault: true }), put('twilio'), get()],
  },
];

/** All groups of this theme. */
export const auditMutants: readonly Mutant[] = [...dates, ...users, ...flag];
