// The points of sessions, and of logins by a one-time password, on which the page or all documents are silent.
import type { Entry } from './entry.ts';

export const ofLogins = {
  'token-place': {
    question: 'Where does a login put the tokens?',
    values: ['cookies', 'body', 'both'],
    why: 'The page names the two cookies. Another generation of the vendor’s document has access_token and refresh_token in the body.',
  },
  'bearer-token': {
    question: 'Is the access token taken from Authorization: Bearer where there is no cookie?',
    values: ['ignore', 'accept'],
    why: 'The page requires the cookie. Another generation of the vendor’s document has Bearer tokens.',
  },
  'silent-renewal': {
    question: 'What happens to an expired access token that comes with a valid refresh cookie?',
    values: ['refuse', 'renew'],
    why: 'The page says that the token is renewed at /refresh. Another document of the vendor says that it is renewed without the client’s doing.',
  },
  'otp-space': {
    question: 'In which space is the code of a login sent?',
    values: ['default_space', 'first-of-user'],
    pattern: /^\S(.{0,98}\S)?$/u,
    why: 'A login names no space, and the vendor’s own documents call default_space the usual one. The other value is the first space of the user. Any other name is a space, too.',
    untold: 'only the target knows which space’s settings a code went through',
  },
  'otp-digits': {
    question: 'How many digits does a code have?',
    values: ['6', '4', '5', '7', '8'],
    why: 'No document of the vendor says it. Six is what RFC 4226 requires at least.',
  },
  'otp-life': {
    question: 'For how many seconds is the code of a login valid?',
    values: ['300', '60', '120', '180', '600'],
    pattern: /^[1-9]\d{0,4}$/,
    why: 'No document of the vendor says it. This is as long as an access token is valid.',
  },
  'otp-repeat': {
    question: 'What does a second login do while the code of the first one is valid?',
    values: ['new', 'same'],
    why: 'No document of the vendor says it. A new code that ends the first one is the safer way.',
  },
  'otp-not-sent': {
    question: 'Which status does a login get whose code cannot be sent?',
    values: ['500', '200', '401', '404', '502', '503'],
    why: 'No document of the vendor says it. A refused test send gets 500, too. With 200, the client is told to ask for a code that nobody has.',
    untold: 'a run would have to break the settings that codes are sent through',
  },
  'otp-throttle': {
    question: 'How many seconds after a code can the next one be sent to the same user?',
    values: ['off', '60'],
    pattern: /^[1-9]\d{0,4}$/,
    why: 'No document of the vendor says it. With a number, an earlier login gets 429 with Retry-After.',
  },
  'login-lock': {
    question: 'What do five wrong passwords or codes in a row do?',
    values: ['lock', 'nothing'],
    why: 'A document of the vendor says that the account is locked for ten minutes after five failed logins.',
    untold: 'it would lock a user of the target',
  },
  'locked-status': {
    question: 'Which status does a locked user get at the login?',
    values: ['403', '401', '423', '429'],
    why: 'No document of the vendor says it. The right password does not help, so it is not 401.',
    untold: 'it would lock a user of the target',
  },
} as const satisfies Record<string, Entry>;
