// Mutants that read X-Space wrongly.
import { correct } from '../backend.ts';
import type { Mutant } from '../mutant.ts';
import { type Call, type Quirks, remember } from '../quirks.ts';
import { get, put, test } from '../scenario.ts';

/** The name of a space is changed before it is used. */
const naming = (change: (name: string) => string): Partial<Quirks> => ({
  space: (call) => change(correct.space(call)),
});

/** Where the header is missing, default_space is used. */
const defaulting = (when: (call: Call) => boolean): Partial<Quirks> => ({
  space: (call) => (!call.headers['x-space'] && when(call) ? 'default_space' : correct.space(call)),
});

const a = { space: 'north' };
const b = { space: 'south' };
export const spaceMutants: readonly Mutant[] = [
  {
    name: 'space-not-needed-on-list',
    fault: 'The list without X-Space shows default_space; the other operations refuse.',
    place: 'GET settings, X-Space Required',
    quirks: defaulting(({ route }) => route === 'list'),
    scenario: [get({ space: null })],
  },
  {
    name: 'space-not-needed-on-test-send',
    fault: 'A test send without X-Space goes through default_space; the other operations refuse.',
    place: 'POST test, X-Space Required',
    quirks: defaulting(({ route }) => route === 'test'),
    scenario: [put('mail', { isDefault: true }), test({ space: null })],
  },
  {
    name: 'empty-space-accepted-on-put-twilio',
    fault: 'A PUT of the Twilio setting with an empty X-Space stores it in a space without a name.',
    place: 'PUT twilio, X-Space Required',
    quirks: { space: (call) => (call.route === 'twilio' && call.headers['x-space'] === '' ? '' : correct.space(call)) },
    scenario: [put('twilio', {}, { space: '' })],
  },
  {
    name: 'missing-space-500-on-put-dataport',
    fault: 'A PUT of the Dataport setting without X-Space answers 500.',
    place: 'PUT dataport, X-Space Required',
    quirks: {
      statusOf: (reason, call) =>
        reason === 'missing-space' && call.route === 'dataport' ? 500 : correct.statusOf(reason, call),
    },
    scenario: [put('dataport', {}, { space: null })],
  },
  {
    name: 'space-in-any-case',
    fault: 'X-Space does not tell capitals from small letters.',
    place: 'every operation, X-Space',
    quirks: naming((name) => name.toLowerCase()),
    scenario: [put('mail', {}, { space: 'North' }), get({ space: 'north' })],
  },
  {
    name: 'space-trimmed',
    fault: 'Blanks around X-Space are cut off.',
    place: 'every operation, X-Space',
    quirks: naming((name) => name.replace(/^ +| +$/g, '') || name),
    scenario: [],
    invisible: 'HTTP itself cuts blanks off the ends of a header (RFC 9110, 5.5).',
  },
  {
    name: 'list-by-beginning-of-space',
    fault: 'The list also shows spaces whose names begin with that of the space.',
    place: 'GET settings, X-Space',
    quirks: {
      listed: (call) =>
        [...call.world.spaces].flatMap(([name, space]) => (name.startsWith(call.space) ? [...space] : [])),
    },
    scenario: [put('mail', {}, { space: 'north-2' }), get({ space: 'north' })],
  },
  {
    name: 'space-cut-to-16-characters',
    fault: 'Names of spaces are cut to 16 characters, so that longer ones become the same.',
    place: 'every operation, X-Space',
    quirks: naming((name) => name.slice(0, 16)),
    scenario: [put('mail', {}, { space: 'production-plant-1' }), get({ space: 'production-plant-2' })],
  },
  {
    name: 'space-is-a-pattern',
    fault: 'X-Space is looked up with LIKE, so that _ is any character.',
    place: 'every operation, X-Space',
    quirks: naming((name) => name.replaceAll(/_a$|xa$/g, '_a')),
    scenario: [put('mail', {}, { space: 'plant_a' }), get({ space: 'plantxa' })],
  },
  {
    name: 'space-without-accents',
    fault: 'X-Space is compared without accents.',
    place: 'every operation, X-Space',
    quirks: naming((name) => name.replaceAll('ğ', 'g')),
    scenario: [put('mail', {}, { space: 'dağ' }), get({ space: 'dag' })],
  },
  {
    name: 'space-is-a-number',
    fault: 'X-Space that looks like a number is read as one.',
    place: 'every operation, X-Space',
    quirks: naming((name) => (/^[\d.e]+$/.test(name) ? String(Number(name)) : name)),
    scenario: [put('mail', {}, { space: '1e3' }), get({ space: '1000' })],
  },
  {
    name: 'odd-space-name-500',
    fault: 'An apostrophe in X-Space answers 500.',
    place: 'every operation, X-Space',
    quirks: {
      space(call) {
        const name = correct.space(call);
        if (name.includes("'")) throw new Error('unterminated string');
        return name;
      },
    },
    scenario: [get({ space: "o'neil" })],
  },
  {
    name: 'space-cut-to-40-characters',
    fault: 'Names of spaces are cut to 40 characters, so that longer ones become the same.',
    place: 'every operation, X-Space',
    quirks: naming((name) => name.slice(0, 40)),
    scenario: [put('mail', {}, { space: `${'x'.repeat(40)}1` }), get({ space: `${'x'.repeat(40)}2` })],
  },
  {
    name: 'space-letters-beyond-ascii-become-question-marks',
    fault: 'Letters beyond ASCII in X-Space become question marks, so that such names become the same.',
    place: 'every operation, X-Space',
    quirks: naming((name) => name.replace(/[^\0-~]/g, '?')),
    scenario: [put('mail', {}, { space: 'İzmir' }), get({ space: 'Şzmir' })],
  },
  {
    name: 'space-ignored-on-put-dataport',
    fault: 'The Dataport setting always goes to default_space, whatever X-Space says.',
    place: 'PUT dataport, X-Space',
    quirks: {
      put: (call, body) => correct.put(call.route === 'dataport' ? { ...call, space: 'default_space' } : call, body),
    },
    scenario: [put('dataport', {}, a), get(a)],
  },
  {
    name: 'space-kept-from-first-request-of-session',
    fault: 'A session stays in the space of its first request.',
    place: 'every operation, X-Space active space',
    quirks: {
      space(call) {
        const session = correct.owner(call, correct.cookie(call, 'ins_access_token') ?? '', 'access')?.session;
        return remember(call, `space of ${session}`, () => correct.space(call)).value;
      },
    },
    scenario: [put('mail', {}, a), get(b)],
  },
  {
    name: 'list-of-space-of-last-write',
    fault: 'The list shows the space that was written last, not the one that X-Space names.',
    place: 'GET settings, X-Space active space',
    quirks: {
      put(call, body) {
        remember(call, 'last', () => '').value = call.space;
        return correct.put(call, body);
      },
      listed: (call) =>
        correct.listed({ ...call, space: remember(call, 'last', () => call.space).value || call.space }),
    },
    scenario: [put('mail', {}, a), get(b)],
  },
];
