// Mutants that store something else than the text that came.
import { type Mutant, storing } from '../mutant.ts';
import type { Kind } from '../page.ts';
import { shows } from '../scenario.ts';

interface Change {
  readonly name: string;
  readonly fault: string;
  readonly kind: Kind;
  readonly field: string;
  /** A text that comes out changed. */
  readonly text: string;
  readonly change: (text: string) => unknown;
}

const changes: readonly Change[] = [
  {
    name: 'dollar-signs-replaced-on-put-netgsm',
    fault: 'header is put into a pattern, where $& and $1 mean something.',
    kind: 'netgsm',
    field: 'header',
    text: 'a $& b',
    change: (text) => 'x'.replace('x', text),
  },
  {
    name: 'text-ends-at-null-on-put-dataport',
    fault: 'originator ends at the first U+0000.',
    kind: 'dataport',
    field: 'originator',
    text: 'a\u0000b',
    change: (text) => text.split('\u0000')[0],
  },
  {
    name: 'surrogate-replaced-on-put-netgsm',
    fault: 'Half of a surrogate pair in username becomes U+FFFD.',
    kind: 'netgsm',
    field: 'username',
    text: 'a\uD800b',
    change: (text) => text.toWellFormed(),
  },
  {
    name: 'header-trimmed-on-put-netgsm',
    fault: 'Blanks around header are cut off.',
    kind: 'netgsm',
    field: 'header',
    text: ' ACME ',
    change: (text) => text.trim(),
  },
  {
    name: 'inner-blanks-joined-on-put-dataport',
    fault: 'Several blanks in originator become one.',
    kind: 'dataport',
    field: 'originator',
    text: 'AC  ME',
    change: (text) => text.replace(/ +/g, ' '),
  },
  {
    name: 'username-in-small-letters-on-put-mail',
    fault: 'username is stored in small letters.',
    kind: 'mail',
    field: 'username',
    text: 'Otp@Acme.example',
    change: (text) => text.toLowerCase(),
  },
  {
    name: 'type-in-capitals-on-put-twilio',
    fault: 'type is stored in capitals.',
    kind: 'twilio',
    field: 'type',
    text: 'Sms',
    change: (text) => text.toUpperCase(),
  },
  {
    name: 'password-letters-beyond-latin-1-lost-on-put-mail',
    fault: 'Letters of password beyond ISO 8859-1 become question marks.',
    kind: 'mail',
    field: 'password',
    text: 'şifre',
    change: (text) => text.replace(/[^\0-\xff]/g, '?'),
  },
  {
    name: 'originator-read-as-latin-1-on-put-dataport',
    fault: 'originator is decoded as ISO 8859-1, so that ö becomes two letters.',
    kind: 'dataport',
    field: 'originator',
    text: 'Köln',
    change: (text) => Buffer.from(text).toString('latin1'),
  },
  {
    name: 'emoji-become-replacement-characters-on-put-twilio',
    fault: 'Characters of authToken that need four bytes in UTF-8 are lost.',
    kind: 'twilio',
    field: 'authToken',
    text: 'key🔑',
    change: (text) => text.replace(/[\u{10000}-\u{10ffff}]/gu, '\ufffd'),
  },
  {
    name: 'header-composed-on-put-netgsm',
    fault: 'header is normalised (NFC), so that a letter with a combining accent becomes another text.',
    kind: 'netgsm',
    field: 'header',
    text: 'Cafe\u0301',
    change: (text) => text.normalize(),
  },
  {
    name: 'plus-becomes-blank-on-put-twilio',
    fault: 'A plus in twilioNumber becomes a blank.',
    kind: 'twilio',
    field: 'twilioNumber',
    text: '+15005550006',
    change: (text) => text.replaceAll('+', ' '),
  },
  {
    name: 'text-cut-at-ampersand-on-put-dataport',
    fault: 'password ends at the first ampersand.',
    kind: 'dataport',
    field: 'password',
    text: 'salt&pepper',
    change: (text) => text.split('&')[0],
  },
  {
    name: 'percent-decoded-on-put-mail',
    fault: 'Percent signs of password are decoded as in a URL.',
    kind: 'mail',
    field: 'password',
    text: '100%41',
    change: (text) => text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  },
  {
    name: 'html-escaped-on-put-netgsm',
    fault: 'password is stored with the characters of HTML escaped.',
    kind: 'netgsm',
    field: 'password',
    text: 'a<b&c',
    change: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  },
  {
    name: 'tags-removed-on-put-dataport',
    fault: 'What looks like HTML is removed from originator.',
    kind: 'dataport',
    field: 'originator',
    text: 'AC<b>ME',
    change: (text) => text.replace(/<[^>]*>/g, ''),
  },
  {
    name: 'apostrophe-doubled-on-put-mail',
    fault: 'An apostrophe in password is doubled.',
    kind: 'mail',
    field: 'password',
    text: "it's",
    change: (text) => text.replaceAll("'", "''"),
  },
  {
    name: 'backslash-lost-on-put-netgsm',
    fault: 'Backslashes of password are lost.',
    kind: 'netgsm',
    field: 'password',
    text: 'a\\b',
    change: (text) => text.replaceAll('\\', ''),
  },
  {
    name: 'quote-breaks-text-on-put-twilio',
    fault: 'authToken ends at the first quotation mark.',
    kind: 'twilio',
    field: 'authToken',
    text: 'say "it"',
    change: (text) => text.split('"')[0],
  },
  {
    name: 'line-breaks-become-blanks-on-put-dataport',
    fault: 'Line breaks of password become blanks.',
    kind: 'dataport',
    field: 'password',
    text: 'a\r\nb',
    change: (text) => text.replace(/\s+/g, ' '),
  },
  {
    name: 'empty-text-becomes-absent-on-put-dataport',
    fault: 'An empty operator is stored as none.',
    kind: 'dataport',
    field: 'operator',
    text: '',
    change: (text) => text || undefined,
  },
  {
    name: 'empty-text-replaced-on-put-netgsm',
    fault: 'An empty header is replaced by a text of the backend.',
    kind: 'netgsm',
    field: 'header',
    text: '',
    change: (text) => text || 'INFO',
  },
  {
    name: 'leading-zeros-lost-on-put-dataport',
    fault: 'accountNumber loses the zeros that it begins with.',
    kind: 'dataport',
    field: 'accountNumber',
    text: '00042',
    change: (text) => text.replace(/^0+(?=\d)/, ''),
  },
  {
    name: 'provider-set-by-path-on-put-dataport',
    fault: 'provider is always stored as Dataport, whatever the body says.',
    kind: 'dataport',
    field: 'provider',
    text: 'Other',
    change: () => 'Dataport',
  },
];

export const textMutants: readonly Mutant[] = changes.map(({ name, fault, kind, field, text, change }) => ({
  name,
  fault,
  place: `PUT ${kind}, ${field}`,
  quirks: storing(kind, field, change),
  scenario: shows(kind, { [field]: text }),
}));
