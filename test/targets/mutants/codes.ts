// Mutants whose login by a code lets in whom it should not, or not whom it should.
import { correct } from '../backend.ts';
import { answering, type Mutant } from '../mutant.ts';
import { type Call, Refused } from '../quirks.ts';
import { call, get, logInAs, type Request } from '../scenario.ts';

const place = 'Another document of the vendor: POST /login and /validate';
const asked: Request = { ...logInAs('ada'), session: 'ada' };

/** The scenario's first number is that of the session of admin; the second one is the code. */
const right = '000002';

function validate(code: string, username = 'ada'): Request {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { ...call('validate'), headers, session: 'nobody', body: `username=${username}&otp_code=${code}` };
}

/** What is left of it, when a code was wrong. */
function forgets(each: Call): void {
  each.world.codes.clear();
  throw new Refused('code', 'Invalid or expired OTP code.');
}

export const codeMutants: readonly Mutant[] = [
  {
    name: 'login-gives-tokens-before-the-code',
    fault: 'A login that asks for a code sets the cookies already.',
    place,
    quirks: {
      async login(each) {
        const answer = await correct.login(each);
        const { username, password } = each.quirks.credentials(each);
        if (username !== 'ada' || password !== 'ada') return answer;
        const granted = await correct.login({ ...each, quirks: { ...each.quirks, asksForCode: () => false } });
        return { ...answer, headers: { ...answer.headers, ...granted.headers } };
      },
    },
    scenario: [asked],
  },
  {
    name: 'login-asks-for-no-code',
    fault: 'A user with a one-time password is logged in by the password alone.',
    place,
    quirks: { asksForCode: () => false },
    scenario: [asked],
  },
  {
    name: 'login-answers-in-other-words',
    fault: 'The login does not say how the code was sent.',
    place,
    quirks: answering('login', (answer) => ({
      ...answer,
      body: String(answer.body).replace('"otp_type":"SMS"', '"otp_type":"PHONE"'),
    })),
    scenario: [asked],
  },
  {
    name: 'any-code-is-accepted',
    fault: 'While a login waits for a code, every code completes it.',
    place,
    quirks: { codeFits: ({ world }, username) => world.codes.has(username) },
    scenario: [asked, validate('123456')],
  },
  {
    name: 'code-is-accepted-twice',
    fault: 'A code that was used is accepted again.',
    place,
    quirks: {
      async validate(each) {
        const codes = new Map(each.world.codes);
        const answer = await correct.validate(each);
        for (const [username, code] of codes) each.world.codes.set(username, code);
        return answer;
      },
    },
    scenario: [asked, validate(right), validate(right)],
  },
  {
    name: 'code-of-another-user-is-accepted',
    fault: 'A code completes the login of whatever user is named.',
    place,
    quirks: {
      codeFits: ({ world }, _username, text) => [...world.codes.values()].some((code) => code.text === text),
    },
    scenario: [asked, validate(right, 'admin')],
  },
  {
    name: 'wrong-code-500',
    fault: 'A wrong code is answered with 500.',
    place,
    quirks: {
      codeFits(each, username, text) {
        if (!correct.codeFits(each, username, text)) throw new Error('No such code.');
        return true;
      },
    },
    scenario: [asked, validate('123456')],
  },
  {
    name: 'wrong-code-ends-the-login',
    fault: 'After one wrong code, the right one is refused.',
    place,
    quirks: { codeFits: (each, username, text) => correct.codeFits(each, username, text) || (forgets(each), false) },
    scenario: [asked, validate('123456'), validate(right)],
  },
  {
    name: 'validate-gives-a-useless-token',
    fault: 'The access token that a code gives is not accepted.',
    place,
    quirks: answering('validate', (answer, { world }) => {
      for (const [text, { user }] of world.tokens) if (user === 'ada') world.tokens.delete(text);
      return answer;
    }),
    scenario: [asked, { ...validate(right), session: 'ada' }, get({ session: 'ada' })],
  },
  {
    name: 'right-code-is-refused',
    fault: 'No code is accepted.',
    place,
    quirks: { codeFits: () => false },
    scenario: [asked, validate(right)],
  },
];
