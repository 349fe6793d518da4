// Mutants that answer a client's mistake as their own, or take it for success.
import { correct } from '../backend.ts';
import { answering, type Mutant } from '../mutant.ts';
import type { Route } from '../page.ts';
import { type Quirks, type Reason, remember } from '../quirks.ts';
import { call, get, put, shows } from '../scenario.ts';
import { isObject } from '../settings.ts';

/** One reason to refuse has the status 500 on one route. */
const crashing = (route: Route, reason: Reason): Partial<Quirks> => ({
  statusOf: (each, at) => (each === reason && at.route === route ? 500 : correct.statusOf(each, at)),
});

const crashes: readonly Mutant[] = [
  {
    name: 'broken-json-500-on-put-twilio',
    fault: 'A body that is no JSON answers 500.',
    place: 'PUT twilio, Body',
    quirks: crashing('twilio', 'unreadable'),
    scenario: [call('twilio', '{"isDefault":')],
  },
  {
    name: 'broken-json-not-answered-on-put-mail',
    fault: 'A body that is no JSON is not answered: the connection is closed after two seconds.',
    place: 'PUT mail, Body',
    quirks: {
      write(each, answer, response) {
        const unreadable = each.route === 'mail' && answer.status === 400 && each.body === undefined;
        if (unreadable) setTimeout(() => response.destroy(), 2000);
        else return correct.write(each, answer, response);
      },
    },
    scenario: [call('mail', '{"isDefault":')],
  },
  {
    name: 'missing-field-500-on-put-mail',
    fault: 'A body without provider answers 500.',
    place: 'PUT mail, provider Required',
    quirks: {
      fault(each, field, value) {
        if (each.route === 'mail' && field.name === 'provider' && value === undefined) throw new Error('null');
        return correct.fault(each, field, value);
      },
    },
    scenario: [put('mail', { provider: undefined })],
  },
  {
    name: 'wrong-type-500-on-put-netgsm',
    fault: 'An object in the place of a text answers 500.',
    place: 'PUT netgsm, header string',
    quirks: {
      fault(each, field, value) {
        if (each.route === 'netgsm' && field.type === 'string' && isObject(value)) throw new Error('cannot be cast');
        return correct.fault(each, field, value);
      },
    },
    scenario: [put('netgsm', { header: {} })],
  },
  {
    name: 'too-long-text-500-on-put-dataport',
    fault: 'A type of more than 50 characters answers 500.',
    place: 'PUT dataport, type max: 50',
    quirks: {
      fault(each, field, value) {
        const found = correct.fault(each, field, value);
        if (each.route === 'dataport' && field.name === 'type' && String(value).length > 50)
          throw new Error('too long');
        return found;
      },
    },
    scenario: [put('dataport', { type: 'x'.repeat(51) })],
  },
  {
    name: 'wrong-media-type-500-on-put-twilio',
    fault: 'A body that is sent as plain text answers 500.',
    place: 'PUT twilio, Body',
    quirks: crashing('twilio', 'media-type'),
    scenario: [call('twilio', 'text', { headers: { 'content-type': 'text/plain' } })],
  },
  {
    name: 'null-body-500-in-html-on-put-dataport',
    fault: 'The body null answers 500 with an HTML page.',
    place: 'PUT dataport, Body',
    quirks: answering('dataport', (answer, { body }) =>
      body === null && answer.status === 400
        ? { status: 500, headers: { 'Content-Type': 'text/html' }, body: '<h1>Internal Server Error</h1>' }
        : answer,
    ),
    scenario: [call('dataport', null)],
  },
  {
    name: 'empty-body-500-on-put-netgsm',
    fault: 'A PUT without a body answers 500.',
    place: 'PUT netgsm, Body',
    quirks: answering('netgsm', (answer, { raw }) =>
      raw.length === 0 && answer.status === 400 ? { ...answer, status: 500 } : answer,
    ),
    scenario: [call('netgsm', '')],
  },
  {
    name: 'emoji-500',
    fault: 'A character that needs four bytes in UTF-8 does not fit the database: 500.',
    place: 'every PUT, string',
    quirks: {
      put(each, body) {
        if (/[\u{10000}-\u{10ffff}]/u.test(JSON.stringify(body))) throw new Error('Incorrect string value');
        return correct.put(each, body);
      },
    },
    scenario: shows('netgsm', { header: '🔑' }),
  },
  {
    name: 'refusals-use-up-connections',
    fault: 'Every refusal keeps a database connection; after ten, everything but a login answers 500.',
    place: 'every operation',
    quirks: {
      route(each) {
        const route = correct.route(each);
        if (remember(each, 'lost', () => 0).value >= 10 && route !== 'login') throw new Error('pool exhausted');
        return route;
      },
      refuse(each, refused) {
        remember(each, 'lost', () => 0).value++;
        return correct.refuse(each, refused);
      },
    },
    scenario: [...Array.from({ length: 11 }, () => get({ space: null })), get()],
  },
];

const silent: readonly Mutant[] = [
  {
    name: 'refused-body-200-on-put-mail',
    fault: 'A refused body answers 200; that it was refused stands in the answer only.',
    place: 'PUT mail, Body',
    quirks: answering('mail', (answer) => (answer.status === 400 ? { ...answer, status: 200 } : answer)),
    scenario: [put('mail', { isDefault: true, username: 'new', smtpPort: 'x' })],
  },
  {
    name: 'refused-body-204-on-put-twilio',
    fault: 'A refused body answers 204 and is not stored.',
    place: 'PUT twilio, Body',
    quirks: answering('twilio', (answer, { body }) =>
      answer.status === 400 && body !== undefined ? { status: 204 } : answer,
    ),
    scenario: shows('twilio', { isDefault: 'x' }),
  },
  {
    name: 'empty-body-204-on-put-dataport',
    fault: 'A PUT without a body answers 204 and stores nothing.',
    place: 'PUT dataport, Body',
    quirks: answering('dataport', (answer, { raw }) =>
      raw.length === 0 && answer.status === 400 ? { status: 204 } : answer,
    ),
    scenario: [call('dataport', ''), get()],
  },
];

/** All groups of this theme. */
export const errorMutants: readonly Mutant[] = [...crashes, ...silent];
