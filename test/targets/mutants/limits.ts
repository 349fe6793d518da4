// Mutants that have another idea of how long a text may be, or of what length is.
import { correct } from '../backend.ts';
import { type Mutant, reading, ruling, storing } from '../mutant.ts';
import type { Kind } from '../page.ts';
import type { Call } from '../quirks.ts';
import { put, shows } from '../scenario.ts';
import { kindOf } from '../settings.ts';

const long = (count: number, letter = 'x'): string => letter.repeat(count);
const cut = (text: string, count: number): string => [...text].slice(0, count).join('');

/** A field of which one kind has another limit than the page's. */
function limited(kind: Kind, field: string, limits: { from: number; to: number | undefined }): Mutant {
  const { from, to } = limits;
  const stricter = to !== undefined && to < from;
  return {
    name: `${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-${to ?? 'unlimited'}-not-${from}-on-put-${kind}`,
    fault:
      to === undefined ? `${field} has no limit.` : `The limit of ${field} is ${to} characters in place of ${from}.`,
    place: `PUT ${kind}, ${field} max: ${from}`,
    quirks: ruling(kind, field, { max: to }),
    scenario: shows(kind, { [field]: long(stricter ? from : from + 1) }),
  };
}

const limits: readonly Mutant[] = [
  limited('twilio', 'type', { from: 50, to: 51 }),
  limited('netgsm', 'type', { from: 50, to: 49 }),
  limited('dataport', 'type', { from: 50, to: undefined }),
  limited('mail', 'provider', { from: 50, to: 51 }),
  limited('dataport', 'provider', { from: 50, to: 49 }),
  limited('netgsm', 'provider', { from: 50, to: undefined }),
  limited('twilio', 'provider', { from: 50, to: 255 }),
  limited('mail', 'username', { from: 50, to: 51 }),
  limited('mail', 'username', { from: 50, to: 49 }),
  limited('mail', 'password', { from: 60, to: 61 }),
  limited('mail', 'password', { from: 60, to: 50 }),
  limited('mail', 'smtpHost', { from: 50, to: 49 }),
  limited('mail', 'smtpHost', { from: 50, to: undefined }),
  limited('mail', 'smtpHost', { from: 50, to: 60 }),
];

const invented: readonly Mutant[] = [
  {
    name: 'header-limited-to-11-on-put-netgsm',
    fault: 'A header of more than 11 characters is refused, although the page gives no limit.',
    place: 'PUT netgsm, header string',
    quirks: ruling('netgsm', 'header', { max: 11 }),
    scenario: shows('netgsm', { header: long(12) }),
  },
  {
    name: 'username-limited-to-50-on-put-dataport',
    fault: "Dataport's username has the limit of mail's.",
    place: 'PUT dataport, username string',
    quirks: ruling('dataport', 'username', { max: 50 }),
    scenario: shows('dataport', { username: long(51) }),
  },
  {
    name: 'auth-token-cut-at-255-on-put-twilio',
    fault: 'An authToken of more than 255 characters is cut without a word.',
    place: 'PUT twilio, authToken string',
    quirks: storing('twilio', 'authToken', (text) => cut(text, 255)),
    scenario: shows('twilio', { authToken: long(256) }),
  },
  {
    name: 'originator-over-255-is-500-on-put-dataport',
    fault: 'An originator of more than 255 characters does not fit the database: 500.',
    place: 'PUT dataport, originator string',
    quirks: {
      put(call, body) {
        if (String(body['originator']).length > 255) throw new Error('value too long for type character varying(255)');
        return correct.put(call, body);
      },
    },
    scenario: shows('dataport', { originator: long(256) }),
  },
];

/** A fault that checks lengths only where `when` holds. */
const unlimitedWhen = (when: (call: Call) => boolean): Mutant['quirks'] => ({
  fault: (call, field, value) => correct.fault(call, when(call) ? { ...field, max: undefined } : field, value),
});

const counted: readonly Mutant[] = [
  {
    name: 'type-counted-in-bytes-on-put-twilio',
    fault: 'The length of type is counted in bytes, so that 50 Turkish letters are refused.',
    place: 'PUT twilio, type max: 50',
    quirks: {
      lengthOf: (text, field, kind) =>
        kind === 'twilio' && field.name === 'type' ? Buffer.byteLength(text) : correct.lengthOf(text, field, kind),
    },
    scenario: shows('twilio', { type: long(50, 'ş') }),
  },
  {
    name: 'smtp-host-counted-without-blanks-on-put-mail',
    fault: 'The length of smtpHost is counted without blanks around it, which are stored.',
    place: 'PUT mail, smtpHost max: 50',
    quirks: {
      lengthOf: (text, field, kind) => correct.lengthOf(field.name === 'smtpHost' ? text.trim() : text, field, kind),
    },
    scenario: shows('mail', { smtpHost: `${long(50)} ` }),
  },
  {
    name: 'type-cut-on-put-dataport',
    fault: 'A type of more than 50 characters is cut without a word.',
    place: 'PUT dataport, type max: 50',
    quirks: reading('dataport', 'type', (value) => (typeof value === 'string' ? cut(value, 50) : value)),
    scenario: shows('dataport', { type: long(51) }),
  },
  {
    name: 'password-cut-on-put-mail',
    fault: 'A password of more than 60 characters is cut without a word.',
    place: 'PUT mail, password max: 60',
    quirks: reading('mail', 'password', (value) => (typeof value === 'string' ? cut(value, 60) : value)),
    scenario: shows('mail', { password: long(61) }),
  },
  {
    name: 'limits-only-when-new',
    fault: 'Lengths are checked for a new setting only, not when one is changed.',
    place: 'every PUT, max',
    quirks: unlimitedWhen((call) => call.quirks.spaceOf(call).has(kindOf(call))),
    scenario: [put('mail'), ...shows('mail', { username: long(51) })],
  },
  {
    name: 'limits-only-when-changed',
    fault: 'Lengths are checked when a setting is changed, not when it is new.',
    place: 'every PUT, max',
    quirks: unlimitedWhen((call) => !call.quirks.spaceOf(call).has(kindOf(call))),
    scenario: shows('twilio', { type: long(51) }),
  },
];

/** All groups of this theme. */
export const limitMutants: readonly Mutant[] = [...limits, ...invented, ...counted];
