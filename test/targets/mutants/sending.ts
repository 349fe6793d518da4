// Mutants of the test send and of the session.
import { correct } from '../backend.ts';
import { answering, type Mutant } from '../mutant.ts';
import { type Answer, type Quirks, Refused, remember } from '../quirks.ts';
import { json } from '../request.ts';
import { call, get, put, test } from '../scenario.ts';
import { grant } from '../session.ts';
import { kindOf } from '../settings.ts';
import { alter } from './storing.ts';

const mailIsDefault = put('mail', { isDefault: true });

/** A test send that writes the date of the default setting anew. */
const movesDate: Partial<Quirks> = {
  test(each) {
    const [kind] = correct.defaultOf(each) ?? [];
    if (kind) alter(each, kind, { lastModifiedDate: each.quirks.date(each.world.now()) });
    return correct.test(each);
  },
};

const sends: readonly Mutant[] = [
  {
    name: 'test-send-answers-200-with-body',
    fault: 'A test send answers 200 with a body.',
    place: 'POST test, response No content',
    quirks: answering('test', (answer) => (answer.status === 204 ? json(200, { success: true }) : answer)),
    scenario: [mailIsDefault, test()],
  },
  {
    name: 'test-send-by-mail-only',
    fault: 'A test send knows a default of mail only; with another one it answers as if there were none.',
    place: 'POST test',
    quirks: {
      defaultOf(each) {
        const found = correct.defaultOf(each);
        return found?.[0] === 'mail' ? found : undefined;
      },
    },
    scenario: [put('twilio', { isDefault: true }), test()],
  },
  {
    name: 'test-send-500-by-netgsm',
    fault: 'A test send through NetGSM answers 500.',
    place: 'POST test',
    quirks: { sends: (each, kind, setting) => kind !== 'netgsm' && correct.sends(each, kind, setting) },
    scenario: [put('netgsm', { isDefault: true }), test()],
  },
  {
    name: 'test-send-clears-default',
    fault: 'A test send takes the flag from the default setting.',
    place: 'POST test, isDefault',
    quirks: {
      test(each) {
        const answer = correct.test(each);
        const [kind] = correct.defaultOf(each) ?? [];
        if (kind) alter(each, kind, { isDefault: false });
        return answer;
      },
    },
    scenario: [mailIsDefault, test(), get()],
  },
  {
    name: 'test-send-moves-last-modified-date',
    fault: 'A test send moves lastModifiedDate of the default setting.',
    place: 'POST test, lastModifiedDate',
    quirks: movesDate,
    scenario: [mailIsDefault, test(), get()],
  },
  {
    name: 'test-send-moves-date-of-whole-seconds',
    fault: 'Dates have no fraction, and a test send moves lastModifiedDate of the default setting.',
    place: 'POST test, lastModifiedDate',
    quirks: { ...movesDate, date: (milliseconds) => String(correct.date(milliseconds)).replace(/\.\d+/, '') },
    scenario: [mailIsDefault, test(), get()],
  },
  {
    name: 'test-send-removes-password',
    fault: 'A test send removes the password of the setting that it goes through.',
    place: 'POST test, password',
    quirks: {
      test(each) {
        const answer = correct.test(each);
        const [kind] = correct.defaultOf(each) ?? [];
        if (kind) alter(each, kind, { password: undefined });
        return answer;
      },
    },
    scenario: [mailIsDefault, test(), get()],
  },
  {
    name: 'test-send-wants-body',
    fault: 'A test send without a JSON body answers 415.',
    place: 'POST test, no Body',
    quirks: {
      admit(each) {
        if (each.route === 'test' && !correct.mediaTypeFits(each)) throw new Refused('media-type', 'Send JSON.');
      },
    },
    scenario: [mailIsDefault, test()],
  },
  {
    name: 'test-send-sticks-to-first-default',
    fault: 'A test send stays with the provider that was the default first, even when it is not any more.',
    place: 'POST test, isDefault',
    quirks: {
      put(each, body) {
        void correct.put(each, body);
        const key = `first ${each.space}`;
        const kind = correct.defaultOf(each)?.[0];
        if (kind && !each.world.memory.has(key)) each.world.memory.set(key, kind);
      },
      defaultOf(each) {
        const first = each.world.memory.get(`first ${each.space}`);
        return [...each.quirks.spaceOf(each)].find(([kind]) => kind === first);
      },
    },
    scenario: [mailIsDefault, put('mail'), test()],
  },
  {
    name: 'test-send-keeps-the-account-of-its-first-send',
    fault: 'A test send goes on through the setting that the first one in the space used, as it was then.',
    place: 'POST test, isDefault',
    quirks: {
      defaultOf(each) {
        const first = remember(each, `first sent in ${each.space}`, () => correct.defaultOf(each));
        first.value ??= correct.defaultOf(each);
        return correct.defaultOf(each) && first.value;
      },
    },
    scenario: [put('twilio', { isDefault: true, accountSid: 'fail-20003' }), test(), mailIsDefault, test()],
  },
  {
    name: 'test-send-goes-through-what-was-stored-last',
    fault: 'A test send goes through the setting that was stored last, if there is any default.',
    place: 'POST test, isDefault',
    quirks: {
      put(each, body) {
        void correct.put(each, body);
        each.world.memory.set(`last ${each.space}`, kindOf(each));
      },
      defaultOf(each) {
        const last = each.world.memory.get(`last ${each.space}`);
        return correct.defaultOf(each) && [...each.quirks.spaceOf(each)].find(([kind]) => kind === last);
      },
    },
    scenario: [mailIsDefault, put('twilio', { accountSid: 'fail-20003' }), test()],
  },
];

/** The access token that an answer hands out. */
function handedOut({ headers }: Answer): string {
  const cookies = [headers?.['Set-Cookie'] ?? []].flat();
  return /^ins_access_token=([^;]+)/.exec(cookies[0] ?? '')?.[1] ?? '';
}

const refresh = call('refresh');

const sessions: readonly Mutant[] = [
  {
    name: 'refreshed-token-not-valid',
    fault: 'A refresh answers 200 with an access token that is not valid.',
    place: '/refresh, ins_access_token can be refreshed',
    quirks: {
      async refresh(each) {
        const answer = await correct.refresh(each);
        each.world.tokens.delete(handedOut(answer));
        return answer;
      },
    },
    scenario: [refresh, get()],
  },
  {
    name: 'refresh-sets-no-cookie',
    fault: 'A refresh answers 200 without new cookies.',
    place: '/refresh, cookie named ins_access_token',
    quirks: answering('refresh', (answer) => json(answer.status, { 'expire-seconds': 300 })),
    scenario: [refresh],
  },
  {
    name: 'refresh-by-made-up-token',
    fault: 'A refresh takes any refresh token that is not empty.',
    place: '/refresh, ins_refresh_token',
    quirks: {
      refresh(each) {
        if (!correct.cookie(each, 'ins_refresh_token')) return correct.refresh(each);
        return grant(each, 'admin', each.world.number());
      },
    },
    scenario: [call('refresh', undefined, { token: null, headers: { cookie: 'ins_refresh_token=made-up' } })],
  },
  {
    name: 'refresh-by-access-token',
    fault: 'A refresh takes an access token for a refresh token.',
    place: '/refresh, ins_refresh_token',
    quirks: {
      owner: (each, text, use) =>
        correct.owner(each, text, use) ?? (use === 'refresh' ? correct.owner(each, text, 'access') : undefined),
    },
    scenario: [call('refresh', undefined, { token: null, headers: { cookie: 'ins_refresh_token={access}' } })],
  },
  {
    name: 'refresh-wants-valid-access-token',
    fault: 'A refresh is refused when the access token has run out or is not sent.',
    place: '/refresh, ins_refresh_token',
    quirks: {
      refresh(each) {
        correct.authenticate(each);
        return correct.refresh(each);
      },
    },
    scenario: [
      { passes: 301 },
      call('refresh', undefined, { token: null, headers: { cookie: 'ins_refresh_token={refresh}' } }),
    ],
  },
];

/** All groups of this theme. */
export const sendingMutants: readonly Mutant[] = [...sends, ...sessions];
