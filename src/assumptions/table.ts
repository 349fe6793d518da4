// Every point on which the page is silent. One entry: the question, the answers that the mock can give, the one it gives
// unless told otherwise, and why. What an answer changes is done where it matters; nothing else decides what is assumed.

interface Entry {
  readonly question: string;
  /** The answers; the first is the default. */
  readonly values: readonly [string, string, ...string[]];
  /** Why the default is what it is, in one sentence. */
  readonly why: string;
}

export const table = {
  'missing-token-status': {
    question: 'What status does a request without a valid access token get?',
    values: ['401', '403'],
    why: '401 is what RFC 9110 gives to missing credentials; the vendor lists both and its client treats them alike.',
  },
  'missing-space': {
    question: 'What happens to a request without the X-Space header, or with an empty one?',
    values: ['refuse', 'default'],
    why: 'The page calls the header required; another page of the vendor says that default_space is used, which is the second value.',
  },
  'space-name': {
    question: 'Which names may a space have?',
    values: ['limited', 'any'],
    why: 'The page sets no limit; 100 characters without control characters is what a name in a header can reasonably be.',
  },
  'unknown-space': {
    question: 'What happens in a space that nobody has heard of?',
    values: ['open', 'refuse'],
    why: 'A mock that needs no preparation is the more useful one; `refuse` answers 404 unless a user, the seed or a control request names the space.',
  },
  'invalid-body-status': {
    question: 'What status does a body get that does not fit the document?',
    values: ['400', '422'],
    why: 'The vendor lists 400 and never 422.',
  },
  'media-type-status': {
    question: 'What status does a body get that is not sent as JSON in UTF-8?',
    values: ['415', '400'],
    why: 'RFC 9110 has 415 for it, and the frameworks that such a backend is built with answer so by themselves.',
  },
  'too-large-status': {
    question: 'What status does a body get that is too large?',
    values: ['413', '400'],
    why: 'RFC 9110 has 413 for it, and servers and proxies answer so by themselves.',
  },
  'unknown-fields': {
    question: 'What happens to a field of the body that the page does not list?',
    values: ['ignore', 'refuse'],
    why: 'The page does not forbid other fields, and a Java backend drops them by default.',
  },
  'read-only-fields': {
    question: 'What happens to a read-only field in the body of a request?',
    values: ['ignore', 'refuse'],
    why: 'The page lists them among the fields of the body, so a client may send back what it was given.',
  },
  'unknown-query': {
    question: 'What happens to a query parameter, of which the page lists none?',
    values: ['ignore', 'refuse'],
    why: 'Web frameworks ignore parameters that nobody asks for.',
  },
  'null-for-optional': {
    question: 'What happens to null in an optional field of the body?',
    values: ['refuse', 'as-absent'],
    why: 'The page gives each field a type and marks none as nullable; a Java backend would take null as absent.',
  },
  'transport-strategy': {
    question: 'Which values may transportStrategy have?',
    values: ['listed', 'any'],
    why: "The page says that it is an enum and shows no values; the vendor's own are SMTP, SMTPS and SMTP_TLS.",
  },
  'absent-fields': {
    question: 'How does GET show a field that was not set?',
    values: ['omitted', 'null'],
    why: 'The page marks no field as nullable, so null would not fit it.',
  },
  'id-type': {
    question: 'Of what type is an id?',
    values: ['string', 'integer'],
    why: "The page says string; another generation of the vendor's document has int32.",
  },
  'client-id': {
    question: 'What happens to an id in the body that is not the id of the stored setting?',
    values: ['accept', 'ignore', 'refuse'],
    why: 'The page lists id as an ordinary optional field, not as a read-only one.',
  },
  'settings-shape': {
    question: 'What does GET wrap the settings in?',
    values: ['array', 'content'],
    why: 'The vendor says that the answer is an array; `content` is the page of Spring Data, {"content":[…]}.',
  },
  'settings-view': {
    question: "Does GET show the provider's own fields?",
    values: ['full', 'base'],
    why: 'A settings screen has to show what was set; another generation of the document lists the common fields only.',
  },
  'secrets-in-get': {
    question: 'How does GET show passwords and tokens?',
    values: ['plain', 'masked', 'omitted'],
    why: 'The page does not mark them as write-only.',
  },
  'replaced-by-put': {
    question: 'What does a PUT do to the fields that it leaves out?',
    values: ['whole', 'merge'],
    why: 'RFC 9110 has PUT replace the whole.',
  },
  'mask-in-put': {
    question: 'What does the mask ******** in a secret field of a PUT do?',
    values: ['keep', 'store', 'refuse'],
    why: 'A client that sends back what it was shown means the secret unchanged; nobody wants the real one overwritten by stars.',
  },
  'default-scope': {
    question: 'Where does a PUT with isDefault true clear the flag of the others?',
    values: ['space', 'type', 'none'],
    why: 'The test send speaks of no choice, so a space has one default; `type` clears it among settings of the same type.',
  },
  'type-provider-mismatch': {
    question: 'What happens when type or provider of the body is not that of the path?',
    values: ['accept', 'refuse'],
    why: 'The page describes both as free text of at most 50 characters.',
  },
  'test-without-default': {
    question: 'What status does a test send get in a space without a default setting?',
    values: ['404', '400', '409', '500'],
    why: 'There is nothing to send through; the vendor lists 404 for what is not there.',
  },
  'test-refused-by-provider': {
    question: 'What status does a test send get that the provider refuses?',
    values: ['500', '502', '400', '204'],
    why: 'The caller has made no mistake, and the vendor lists 500 as its only status for that.',
  },
  'creation-date': {
    question: 'Does a PUT over an existing setting keep creationDate and createdBy?',
    values: ['keep', 'renew'],
    why: 'The page tells creation from modification, which makes sense only if creation stays.',
  },
  'date-offset': {
    question: 'Which offset do dates have?',
    values: ['+03:00', 'Z'],
    why: "The vendor's samples show +03:00, the time of Turkey.",
  },
  'error-body': {
    question: 'What do errors look like?',
    values: ['vendor', 'problem'],
    why: "The vendor's documents show status, error and message; `problem` is RFC 9457.",
  },
} as const satisfies Record<string, Entry>;

export type AssumptionName = keyof typeof table;
/** One value for each entry of the table. */
export type Assumptions = { readonly [Name in AssumptionName]: (typeof table)[Name]['values'][number] };

/** The names of all entries, in the order of the table. */
export const assumptionNames = Object.keys(table) as AssumptionName[];
