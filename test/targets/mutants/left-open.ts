// Mutants that answer 500 where the page leaves open whether something is accepted.
import type { Mutant } from '../mutant.ts';
import type { Quirks, Values } from '../quirks.ts';
import { get, put } from '../scenario.ts';
import { isObject, kindOf } from '../settings.ts';

/** The answer to a PUT whose body is so is 500. */
const crashingOn = (isSo: (body: Values, stored: Values | undefined) => boolean): Partial<Quirks> => ({
  prepare(each, body) {
    if (isObject(body) && isSo(body, each.quirks.spaceOf(each).get(kindOf(each)))) throw new Error('not foreseen');
    return body;
  },
});

export const leftOpenMutants: readonly Mutant[] = [
  {
    name: 'another-id-500',
    fault: 'A body with an id that is not the stored one answers 500.',
    place: 'every PUT, id',
    quirks: crashingOn(({ id }, stored) => id !== undefined && id !== stored?.['id']),
    scenario: [put('mail'), put('mail', { id: '7' })],
  },
  {
    name: 'mask-for-secret-500',
    fault: 'A body with a mask instead of the password answers 500.',
    place: 'PUT mail, password',
    quirks: crashingOn(({ password }) => password === '********'),
    scenario: [put('mail', { password: '********' })],
  },
  {
    name: 'null-for-optional-500',
    fault: 'A body with null for an optional field answers 500.',
    place: 'every PUT, null',
    quirks: crashingOn((body) => Object.values(body).includes(null)),
    scenario: [put('mail', { smtpHost: null })],
  },
  {
    name: 'unknown-query-500',
    fault: 'A query parameter that is not known answers 500.',
    place: 'GET settings',
    quirks: { finish: (each, answer) => (each.route === 'list' && each.query !== '' ? { status: 500 } : answer) },
    scenario: [{ ...get(), path: '/api/otp/settings?page=1' }],
  },
  {
    name: 'long-space-name-500',
    fault: 'A name of a space with more than 100 characters answers 500.',
    place: 'X-Space',
    quirks: {
      finish: (each, answer) => (String(each.headers['x-space']).length > 100 ? { status: 500 } : answer),
    },
    scenario: [get({ space: 'x'.repeat(101) })],
  },
];
