// What the tests find in requests to the providers, as the mock makes them and as it takes them.
import { type Breakage, foundByTests } from '../breakage.ts';

const received = /A client of an SMS provider sends to/;

export const ofProviders = {
  'twilio-text-in-another-field': foundByTests({
    name: 'twilio-text-in-another-field',
    fault: 'The text for Twilio is in a field that Twilio does not read.',
    file: 'src/delivery/twilio.ts',
    change: ['Body: draft.text', 'Text: draft.text'],
    by: 'delivery/twilio.test.ts',
    says: /A message through Twilio is one POST to its Messages resource/,
  }),
  'twilio-recipient-not-read': foundByTests({
    name: 'twilio-recipient-not-read',
    fault: 'The recipient that a client sends to Twilio is not found.',
    file: 'src/stand-ins/read-twilio.ts',
    change: ["form.get('To')", "form.get('to')"],
    by: 'stand-ins/hosts.test.ts',
    says: received,
  }),
  'netgsm-user-in-another-element': foundByTests({
    name: 'netgsm-user-in-another-element',
    fault: 'The user for NetGSM is in an element that NetGSM does not read.',
    file: 'src/delivery/netgsm.ts',
    change: ['`<usercode>${escape(username)}</usercode>', '`<username>${escape(username)}</username>'],
    by: 'delivery/netgsm.test.ts',
    says: /A message through NetGSM is one POST of XML/,
  }),
  'netgsm-number-not-read': foundByTests({
    name: 'netgsm-number-not-read',
    fault: 'The number in the XML for NetGSM is not found.',
    file: 'src/stand-ins/read-netgsm.ts',
    change: ["all('no', part)", "all('number', part)"],
    by: 'stand-ins/hosts.test.ts',
    says: received,
  }),
  'netgsm-rest-without-a-way': foundByTests({
    name: 'netgsm-rest-without-a-way',
    fault: 'REST v2 of NetGSM is not found at its paths.',
    file: 'src/stand-ins/read-netgsm.ts',
    change: ['rest\\/v2\\/(send|otp)$', 'rest\\/v3\\/(send|otp)$'],
    by: 'stand-ins/hosts.test.ts',
    says: received,
  }),
  'dataport-account-in-another-field': foundByTests({
    name: 'dataport-account-in-another-field',
    fault: 'The account number for a token of Dataport is in a field that Dataport does not read.',
    file: 'src/delivery/dataport.ts',
    change: ['Scope: accountNumber', 'Account: accountNumber'],
    by: 'delivery/dataport.test.ts',
    says: /A message through Dataport is a request for a token and one that sends/,
  }),
  'dataport-sender-spelled-right': foundByTests({
    name: 'dataport-sender-spelled-right',
    fault: 'The sender for Dataport is spelled as in a dictionary, and not as on the wire.',
    file: 'src/delivery/dataport.ts',
    change: ['Orginator: originator', 'Originator: originator'],
    by: 'delivery/dataport.test.ts',
    says: /A message through Dataport is a request for a token and one that sends/,
  }),
  'dataport-token-for-nobody': foundByTests({
    name: 'dataport-token-for-nobody',
    fault: 'A token of Dataport is not kept.',
    file: 'src/stand-ins/read-dataport.ts',
    change: ['    this.#tokens.set(token, account);\n', ''],
    by: 'stand-ins/hosts.test.ts',
    says: received,
  }),
  'mail-at-another-port': foundByTests({
    name: 'mail-at-another-port',
    fault: 'SMTP_TLS goes to the port of SMTPS.',
    file: 'src/delivery/mail.ts',
    change: ['port: 587', 'port: 465'],
    by: 'delivery/mail.test.ts',
    says: /A message by mail by SMTP_TLS goes to port 587/,
  }),
  'mail-without-its-code': foundByTests({
    name: 'mail-without-its-code',
    fault: 'The code of a received mail is not found.',
    file: 'src/stand-ins/received-mail.ts',
    change: ['    code: codeIn(text),', "    code: '',"],
    by: 'stand-ins/smtp.test.ts',
    says: /A client of the mail server sends by/,
  }),
} satisfies Readonly<Record<string, Breakage>>;
