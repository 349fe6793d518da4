// Mutants whose list is not what was stored: cut, doubled, in another form, or changed by being read.
import { correct } from '../backend.ts';
import { answering, type Mutant } from '../mutant.ts';
import type { Kind } from '../page.ts';
import { type Answer, type Call, type Quirks, type Values } from '../quirks.ts';
import { json } from '../request.ts';
import { get, put, shows } from '../scenario.ts';

const cut: readonly Mutant[] = [
  {
    name: 'list-shows-at-most-three',
    fault: 'The list ends after three settings.',
    place: 'GET settings',
    quirks: { listed: (call) => correct.listed(call).slice(0, 3) },
    scenario: [put('twilio'), put('netgsm'), put('dataport'), put('mail'), get()],
  },
  {
    name: 'list-shows-default-only',
    fault: 'The list shows the default setting only.',
    place: 'GET settings',
    quirks: { listed: (call) => correct.listed(call).filter(([, values]) => values['isDefault'] === true) },
    scenario: shows('mail'),
  },
  {
    name: 'list-shows-one-of-each-type',
    fault: 'The list shows one setting of each type, as if type were a key.',
    place: 'GET settings',
    quirks: {
      listed: (call) => [...new Map(correct.listed(call).map((entry) => [entry[1]['type'], entry])).values()],
    },
    scenario: [put('twilio'), put('netgsm'), get()],
  },
  {
    name: 'list-shows-settings-twice',
    fault: 'The list shows every setting once for each setting of the space, as a join does.',
    place: 'GET settings',
    quirks: {
      listed: (call) => correct.listed(call).flatMap((entry, _index, all) => all.map(() => entry)),
    },
    scenario: [put('twilio'), put('netgsm'), get()],
  },
  {
    name: 'list-shows-fields-of-first-setting',
    fault: 'Every entry of the list shows the username of the first one that has one.',
    place: 'GET settings, username',
    quirks: {
      listed(call) {
        const all = correct.listed(call);
        const username = all.find(([, values]) => values['username'] !== undefined)?.[1]['username'];
        return all.map(([kind, values]) => [kind, 'username' in values ? { ...values, username } : values] as const);
      },
    },
    scenario: [put('netgsm'), put('dataport'), get()],
  },
  {
    name: 'list-500-for-mail-without-port',
    fault: 'The list is 500 as soon as there is a mail setting without smtpPort.',
    place: 'GET settings, smtpPort Optional',
    quirks: {
      show(call, kind, values) {
        if (kind === 'mail' && values['smtpPort'] === undefined) throw new Error('smtpPort is null');
        return correct.show(call, kind, values);
      },
    },
    scenario: shows('mail', { smtpPort: undefined }),
  },
];

const parse = ({ body = '' }: Answer): unknown => JSON.parse(String(body));
const body = (change: (body: unknown) => Answer): Partial<Quirks> =>
  answering('list', (answer) => (answer.status === 200 ? change(parse(answer)) : answer));

const form: readonly Mutant[] = [
  {
    name: 'list-in-xml',
    fault: 'The list is XML.',
    place: 'GET settings, response 200',
    quirks: body((list) => ({
      status: 200,
      headers: { 'Content-Type': 'application/xml' },
      body: `<List>${(list as Values[]).map((each) => `<item><provider>${each['provider']}</provider></item>`).join('')}</List>`,
    })),
    scenario: shows('mail'),
  },
  {
    name: 'list-of-one-is-no-array',
    fault: 'A list of one setting is that setting without an array around it.',
    place: 'GET settings, response 200',
    quirks: { wrap: (settings) => (settings.length === 1 ? settings[0] : settings) },
    scenario: shows('mail'),
  },
  {
    name: 'list-in-json-in-text',
    fault: 'The list is a JSON text that has the JSON of the list in it.',
    place: 'GET settings, response 200',
    quirks: body((list) => json(200, JSON.stringify(list))),
    scenario: shows('mail'),
  },
  {
    name: 'empty-list-is-null',
    fault: 'A space without settings has null instead of an empty list.',
    place: 'GET settings',
    quirks: { wrap: (settings) => (settings.length === 0 ? null : settings) },
    scenario: [get({ space: 'empty' })],
  },
  {
    name: 'list-has-null-entries',
    fault: 'The list has null in the place of every setting that was not stored.',
    place: 'GET settings, response 200',
    quirks: { wrap: (settings) => Array.from({ length: 4 }, (_, index) => settings[index] ?? null) },
    scenario: shows('mail'),
  },
  {
    name: 'bayi-code-renamed-in-list',
    fault: 'The list shows bayiCode as bayi_code.',
    place: 'GET settings, bayiCode of netgsm',
    quirks: {
      show(call, kind, values) {
        const { bayiCode, ...shown } = correct.show(call, kind, values);
        return bayiCode === undefined ? shown : { ...shown, bayi_code: bayiCode };
      },
    },
    scenario: shows('netgsm'),
  },
  {
    name: 'list-length-counted-in-characters',
    fault: 'Content-Length of the list counts characters, not bytes, so that letters beyond ASCII cut its end off.',
    place: 'GET settings, response 200',
    quirks: answering('list', (answer) => ({
      ...answer,
      body: Buffer.from(String(answer.body)).subarray(0, String(answer.body).length),
    })),
    scenario: shows('mail', { password: 'şifre' }),
  },
  {
    name: 'list-sent-as-latin-1',
    fault: 'The list is sent in ISO 8859-1 and says that it is UTF-8.',
    place: 'GET settings, response 200',
    quirks: answering('list', (answer) => ({
      ...answer,
      headers: { 'Content-Type': 'application/json;charset=UTF-8' },
      body: Buffer.from(String(answer.body), 'latin1'),
    })),
    scenario: shows('mail', { password: 'çilek' }),
  },
];

/** Every list changes what is stored. */
const writing = (change: (values: Values, call: Call) => Values): Partial<Quirks> => ({
  listed(call) {
    const space = call.quirks.spaceOf(call);
    for (const [kind, values] of space) space.set(kind, change(values, call));
    return correct.listed(call);
  },
});

const touched: readonly Mutant[] = [
  {
    name: 'list-moves-last-modified-date',
    fault: 'Every list moves lastModifiedDate of the settings in it.',
    place: 'GET settings, lastModifiedDate',
    quirks: writing((values, { quirks, world }) => ({ ...values, lastModifiedDate: quirks.date(world.now()) })),
    scenario: [...shows('mail'), get()],
  },
  {
    name: 'list-gives-new-ids',
    fault: 'Every list gives the settings in it new ids.',
    place: 'GET settings, id',
    quirks: writing((values, call) => ({ ...values, id: call.quirks.newId(call) })),
    scenario: [...shows('mail'), get()],
  },
  {
    name: 'list-creates-empty-settings',
    fault: 'The first list of a space stores an empty mail setting in it.',
    place: 'GET settings',
    quirks: {
      listed(call) {
        const kind: Kind = 'mail';
        const space = call.quirks.spaceOf(call);
        const empty = { isDefault: false, type: 'Email', provider: 'Default' };
        if (!space.has(kind)) space.set(kind, call.quirks.compose(call, empty, undefined));
        return correct.listed(call);
      },
    },
    scenario: [get()],
  },
];

/** All groups of this theme. */
export const listMutants: readonly Mutant[] = [...cut, ...form, ...touched];
