// Mutants whose access token is not asked for, not checked, or looked for in the wrong place.
import { correct } from '../backend.ts';
import { answering, type Mutant } from '../mutant.ts';
import { type Call, type Quirks, type Values } from '../quirks.ts';
import { get, put, test } from '../scenario.ts';

const nobody = 'anonymousUser';
const tampered = (token: string): string => token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');

/** Where `when` holds, a request that would be refused is let in. */
function letIn(when: (call: Call) => boolean): Partial<Quirks> {
  return {
    authenticate(call) {
      try {
        return correct.authenticate(call);
      } catch (error) {
        if (when(call)) return nobody;
        throw error;
      }
    },
  };
}

const open: readonly Mutant[] = [
  {
    name: 'list-without-token',
    fault: 'The list is shown to anyone.',
    place: 'GET settings, ins_access_token Required',
    quirks: letIn(({ route }) => route === 'list'),
    scenario: [get({ token: null })],
  },
  {
    name: 'put-dataport-without-token',
    fault: 'Anyone may store the Dataport setting.',
    place: 'PUT dataport, ins_access_token Required',
    quirks: letIn(({ route }) => route === 'dataport'),
    scenario: [put('dataport', {}, { token: null })],
  },
  {
    name: 'test-send-without-token',
    fault: 'Anyone may have a test message sent.',
    place: 'POST test, ins_access_token Required',
    quirks: letIn(({ route }) => route === 'test'),
    scenario: [put('mail', { isDefault: true }), test({ token: null })],
  },
  {
    name: 'empty-cookie-accepted-on-put-twilio',
    fault: 'The Twilio setting may be stored with an empty access cookie.',
    place: 'PUT twilio, ins_access_token Required',
    quirks: letIn((call) => call.route === 'twilio' && correct.cookie(call, 'ins_access_token') === ''),
    scenario: [put('twilio', {}, { token: () => '' })],
  },
  {
    name: 'made-up-token-accepted-on-put-mail',
    fault: 'The mail setting may be stored with any access cookie that is not empty.',
    place: 'PUT mail, ins_access_token obtained after successful login',
    quirks: letIn((call) => call.route === 'mail' && Boolean(correct.cookie(call, 'ins_access_token'))),
    scenario: [put('mail', {}, { token: () => 'made-up' })],
  },
  {
    name: 'put-mail-stored-before-token-checked',
    fault: 'A PUT of the mail setting without a token answers 401, but what it brings is stored.',
    place: 'PUT mail, ins_access_token Required',
    quirks: {
      authenticate(call) {
        try {
          return correct.authenticate(call);
        } catch (error) {
          if (call.route === 'mail') {
            const body = correct.readBody(call);
            Object.assign(call, { user: nobody, space: correct.space(call) });
            if (correct.faults(call, body).length === 0) void correct.put(call, body as Values);
          }
          throw error;
        }
      },
    },
    scenario: [put('mail', {}, { token: null }), get()],
  },
];

const unchecked: readonly Mutant[] = [
  {
    name: 'tampered-token-accepted',
    fault: 'The end of the token, its signature, is not checked.',
    place: 'every operation, ins_access_token obtained after successful login',
    quirks: {
      owner(call, text, use) {
        const genuine = [...call.world.tokens.keys()].find((each) => each.slice(0, 40) === text.slice(0, 40));
        return correct.owner(call, genuine ?? text, use);
      },
    },
    scenario: [get({ token: tampered })],
  },
  {
    name: 'tampered-token-accepted-on-list',
    fault: 'The end of the token, its signature, is not checked when settings are listed.',
    place: 'GET settings, ins_access_token obtained after successful login',
    quirks: {
      owner(call, text, use) {
        const genuine = [...call.world.tokens.keys()].find((each) => each.slice(0, 40) === text.slice(0, 40));
        return correct.owner(call, call.route === 'list' ? (genuine ?? text) : text, use);
      },
    },
    scenario: [get({ token: tampered })],
  },
  {
    name: 'token-compared-in-any-case',
    fault: 'Tokens are looked up in a database column that does not tell capitals from small letters.',
    place: 'every operation, ins_access_token obtained after successful login',
    quirks: { owner: (call, text, use) => correct.owner(call, text.toLowerCase(), use) },
    scenario: [get({ token: (token) => token.toUpperCase() })],
  },
  {
    name: 'expired-token-accepted',
    fault: 'An access token is good for ever.',
    place: 'every operation, ins_access_token valid for x minutes',
    quirks: {
      ttlSeconds: 2,
      owner(call, text, use) {
        const token = call.world.tokens.get(text);
        return use === 'access' && token?.use === 'access' ? token : correct.owner(call, text, use);
      },
    },
    scenario: [get(), { passes: 301 }, get()],
  },
  {
    name: 'expired-token-accepted-on-list',
    fault: 'An access token that has run out still shows the list.',
    place: 'GET settings, ins_access_token valid for x minutes',
    quirks: {
      ttlSeconds: 2,
      owner(call, text, use) {
        const token = call.world.tokens.get(text);
        return call.route === 'list' && token?.use === use ? token : correct.owner(call, text, use);
      },
    },
    scenario: [get(), { passes: 301 }, get()],
  },
  {
    name: 'refresh-token-accepted-as-access-token',
    fault: 'A refresh token in the access cookie is taken for an access token.',
    place: 'every operation, ins_access_token',
    quirks: {
      owner: (call, text, use) => correct.owner(call, text, use) ?? correct.owner(call, text, 'refresh'),
    },
    scenario: [get({ token: null, headers: { cookie: 'ins_access_token={refresh}' } })],
  },
];

const elsewhere: readonly Mutant[] = [
  {
    name: 'token-wanted-in-authorization-header',
    fault: 'The token is wanted as a Bearer token; the cookie is not looked at.',
    place: "every operation, cookie named 'ins_access_token'",
    quirks: {
      cookie(call, name) {
        if (name !== 'ins_access_token') return correct.cookie(call, name);
        return /^Bearer (.+)$/.exec(call.headers.authorization ?? '')?.[1];
      },
    },
    scenario: [get(), get({ token: null, headers: { authorization: 'Bearer {access}' } })],
  },
  {
    name: 'token-taken-from-any-cookie',
    fault: 'A token is found under whatever name a cookie has.',
    place: "every operation, cookie named 'ins_access_token'",
    quirks: {
      cookie(call, name) {
        if (name !== 'ins_access_token') return correct.cookie(call, name);
        const values = (call.headers.cookie ?? '').split(';').map((pair) => pair.replace(/^.*?=/, '').trim());
        return values.find((value) => correct.owner(call, value, 'access'));
      },
    },
    scenario: [get({ token: null, headers: { cookie: 'session={access}' } })],
  },
  {
    name: 'cookie-found-only-in-first-place',
    fault: 'The access cookie is found only when it is the first of the Cookie header.',
    place: "every operation, cookie named 'ins_access_token'",
    quirks: {
      cookie(call, name) {
        if (name !== 'ins_access_token') return correct.cookie(call, name);
        return /^ins_access_token=([^;]*)/.exec(call.headers.cookie ?? '')?.[1];
      },
    },
    scenario: [get({ token: null, headers: { cookie: 'theme=dark; ins_access_token={access}' } })],
  },
  {
    name: 'missing-token-answers-login-page',
    fault: 'The list without a token answers 200 with the HTML of the login page.',
    place: 'GET settings, ins_access_token Required',
    quirks: {
      refuse(call, refused) {
        if (refused.reason !== 'token' || call.route !== 'list') return correct.refuse(call, refused);
        return { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<form action="/login"></form>' };
      },
    },
    scenario: [get({ token: null })],
  },
  {
    name: 'missing-token-500-on-test-send',
    fault: 'A test send without any cookie answers 500.',
    place: 'POST test, ins_access_token Required',
    quirks: answering('test', (answer, { headers }) =>
      headers.cookie === undefined ? { ...answer, status: 500 } : answer,
    ),
    scenario: [test({ token: null })],
  },
  {
    name: 'refused-token-204-on-put-netgsm',
    fault: 'A PUT of the NetGSM setting without a token answers 204 and stores nothing.',
    place: 'PUT netgsm, ins_access_token Required',
    quirks: answering('netgsm', (answer) => (answer.status === 401 ? { status: 204 } : answer)),
    scenario: [put('netgsm', {}, { token: null }), get()],
  },
];

/** All groups of this theme. */
export const authMutants: readonly Mutant[] = [...open, ...unchecked, ...elsewhere];
