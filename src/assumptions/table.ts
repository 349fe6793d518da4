// Every point on which the page is silent. An entry has the question, the possible answers, the default answer,
// and the reason for it. The code that an answer affects reads it from here; no other place decides it.
import type { Entry } from './entry.ts';
import { ofLogins } from './of-logins.ts';

export const table = {
  'missing-token-status': {
    question: 'Which status does a request without a valid access token get?',
    values: ['401', '403'],
    why: 'RFC 9110 defines 401 for missing credentials. Sibling pages of the vendor list 403 and never 401, another generation of its document lists both, and its client treats them alike.',
  },
  'missing-space': {
    question: 'What happens to a request without the X-Space header?',
    values: ['400', '401', '403', 'default'],
    why: 'The page marks the header as required. Another generation of the document has it as optional, and says that default_space is used: the last value. The page lists the header under Authorizations, so 401 and 403 are possible, too.',
  },
  'empty-space': {
    question: 'What happens to a request with an empty X-Space header?',
    values: ['400', '401', '403', 'default'],
    why: 'An empty text names no space. A backend may refuse it and still not require the header, or the reverse.',
  },
  'space-name': {
    question: 'Which space names are allowed?',
    values: ['limited', 'any'],
    why: 'The page sets no limit. 100 characters, none of them a control character, is reasonable for a name in a header.',
  },
  'unknown-space': {
    question: 'What happens in an unknown space?',
    values: ['open', 'refuse'],
    why: 'A mock that needs no preparation is more useful. With `refuse`, the response is 404 unless a user, the seed or the control API names the space.',
  },
  'invalid-body-status': {
    question: 'Which status does an invalid body get?',
    values: ['400', '422'],
    why: 'Sibling pages of the vendor list 400 and never 422.',
  },
  'media-type-status': {
    question: 'Which status does a body get that is not JSON in UTF-8?',
    values: ['415', '400'],
    why: 'RFC 9110 defines 415 for this, and common frameworks return it by default.',
  },
  'too-large-status': {
    question: 'Which status does a body get that is too large?',
    values: ['413', '400'],
    why: 'RFC 9110 defines 413 for this, and servers and proxies return it by default.',
  },
  'unknown-fields': {
    question: 'What happens to a field of the body that the page does not list?',
    values: ['ignore', 'refuse'],
    why: 'The page does not forbid other fields, and a Java backend drops them by default.',
  },
  'read-only-fields': {
    question: 'What happens to a read-only field in the body of a request?',
    values: ['ignore', 'refuse'],
    why: 'The page lists them among the fields of the body, so a client may send back what it received.',
  },
  'unknown-query': {
    question: 'What happens to a query parameter? The page lists none.',
    values: ['ignore', 'refuse'],
    why: 'Web frameworks ignore parameters that no code reads.',
  },
  'null-for-optional': {
    question: 'What happens to null in an optional field of the body?',
    values: ['refuse', 'as-absent'],
    why: 'The page gives each field a type and marks none as nullable. A Java backend treats null as absent.',
  },
  'scalar-types': {
    question: 'What happens to a number, a boolean or a text in a field of another of these types?',
    values: ['refuse', 'coerce'],
    why: 'The page gives each field a type. Jackson and other readers of JSON convert such values by default: 5 to "5", "true" to true.',
  },
  'transport-strategy': {
    question: 'Which values may transportStrategy have?',
    values: ['listed', 'any'],
    why: 'The page says that it is an enum but shows no values. The vendor uses SMTP, SMTPS and SMTP_TLS.',
  },
  'absent-fields': {
    question: 'How does GET show a field that was not set?',
    values: ['omitted', 'null'],
    why: 'The page marks no field as nullable, so null would not fit it.',
  },
  'id-type': {
    question: 'Which type does an id have?',
    values: ['string', 'integer'],
    why: "The page says string. Another generation of the vendor's document has int32.",
  },
  'client-id': {
    question: 'What happens to an id in the body that differs from the id of the stored setting?',
    values: ['accept', 'ignore', 'refuse'],
    why: 'The page lists id as an ordinary optional field, not as a read-only one.',
  },
  'settings-shape': {
    question: 'What does GET wrap the settings in?',
    values: ['array', 'content'],
    why: 'The vendor says that the response is an array. `content` is the page object of Spring Data, {"content":[…]}.',
  },
  'settings-view': {
    question: "Does GET show the provider's own fields?",
    values: ['full', 'base'],
    why: 'A settings screen needs the stored values. Another generation of the document lists the common fields only.',
  },
  'secrets-in-get': {
    question: 'How does GET show passwords and tokens?',
    values: ['plain', 'masked', 'omitted'],
    why: 'The page does not mark them as write-only.',
  },
  'replaced-by-put': {
    question: 'What does a PUT do to the fields that it leaves out?',
    values: ['whole', 'merge'],
    why: 'RFC 9110 defines PUT as replacing the whole resource.',
  },
  'mask-in-put': {
    question: 'What does the mask ******** in a secret field of a PUT do?',
    values: ['keep', 'store', 'refuse'],
    why: 'A client that sends back what GET showed means to leave the secret unchanged.',
  },
  'default-scope': {
    question: 'Which other settings lose the default flag on a PUT with isDefault true?',
    values: ['space', 'type', 'none'],
    why: 'The test send offers no choice, so a space has one default. `type` clears the flag among settings of the same type.',
  },
  'type-provider-mismatch': {
    question: 'What happens when type or provider in the body differs from that of the path?',
    values: ['accept', 'refuse'],
    why: 'The page describes both as free text of at most 50 characters.',
  },
  'test-without-default': {
    question: 'Which status does a test send get in a space without a default setting?',
    values: ['404', '400', '409', '500'],
    why: 'There is no setting to send through, and sibling pages list 404 for missing resources.',
  },
  'test-refused-by-provider': {
    question: 'Which status does a test send get when the provider refuses it?',
    values: ['500', '502', '400', '204'],
    why: 'The caller made no mistake, and 500 is the only such status on sibling pages of the vendor.',
  },
  'creation-date': {
    question: 'Does a PUT over an existing setting keep creationDate and createdBy?',
    values: ['keep', 'renew'],
    why: 'The page separates creation from modification, which makes sense only if creation stays.',
  },
  'date-offset': {
    question: 'Which offset do dates have?',
    values: ['+03:00', 'Z'],
    pattern: /^[+-](0\d|1[0-4]):[0-5]\d$/,
    why: "The vendor's samples show +03:00, the time of Turkey. Any other offset is possible, such as -05:30.",
  },
  'date-precision': {
    question: 'How many digits do dates have after the second?',
    values: ['3', '0', '6', '9'],
    why: "The vendor's samples show milliseconds. Databases and languages have seconds, microseconds or nanoseconds.",
  },
  'audit-fields': {
    question: 'Does GET show when and by whom a setting was stored?',
    values: ['shown', 'omitted'],
    why: 'The page lists the fields in each setting, all of them optional.',
  },
  'error-body': {
    question: 'What do errors look like?',
    values: ['vendor', 'problem', 'spring', 'html', 'text', 'none'],
    why: "The vendor's documents show status, error and message; `problem` is RFC 9457, `spring` what Spring Boot writes. Proxies and frameworks send pages, a sentence, or no body. Errors of the control API are always JSON.",
  },
  'error-details': {
    question: 'Does an error list every violation of the request in errors[]?',
    values: ['listed', 'none'],
    why: 'The list is the mock’s own, for people who find out what is wrong. No document of the vendor has it, so do not build a form on it.',
  },
  ...ofLogins,
} as const satisfies Record<string, Entry>;

export type AssumptionName = keyof typeof table;
/** One value for each entry of the table. */
export type Assumptions = { readonly [Name in AssumptionName]: (typeof table)[Name]['values'][number] };

/** Whether an assumption can have a value. */
export function isValueOf(name: AssumptionName, value: string | undefined): boolean {
  const { values, pattern }: Entry = table[name];
  return value !== undefined && (values.includes(value) || pattern?.test(value) === true);
}

/** The names of all entries, in the order of the table. */
export const assumptionNames = Object.keys(table) as AssumptionName[];

/** Those of them that a contract run can tell. */
export const observableNames = assumptionNames.filter((name) => (table[name] as Entry).untold === undefined);
