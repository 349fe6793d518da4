// The requests to the providers: as the mock makes them, as it takes them from others, and as a contract run receives mail.
import type { Check } from '../../src/contract/checks/check.ts';
import type { ofProviders } from '../gates/breakages/of-providers.ts';
import { mailClients } from '../stand-ins/mail-clients.ts';
import { smsClients } from '../stand-ins/sms-clients.ts';
import { faultsOfMail } from '../targets/sending-mail.ts';
import type { Proof, Row } from './row.ts';

type Breakages = readonly (keyof typeof ofProviders)[];

/** Clients of an SMS provider, at the mock. */
const received: Proof = {
  file: 'test/stand-ins/hosts.test.ts',
  title: 'A client of an SMS provider sends to %s, and its message is in the outbox without secrets',
};
const made = (provider: string, title: string): Proof => ({ file: `test/delivery/${provider}.test.ts`, title });

const notSeen = 'A run does not see it. Have the backend send to the mock, and read its outbox.';

interface SmsRequest {
  readonly host: string;
  readonly path: string;
  readonly mock: readonly Proof[];
  readonly faults: Breakages;
}

const dataport = made(
  'dataport',
  'A message through Dataport is a request for a token and one that sends, their secrets masked',
);

const smsRequests: readonly SmsRequest[] = [
  {
    host: 'api.twilio.com',
    path: '/2010-04-01/Accounts/{AccountSid}/Messages.json',
    mock: [
      made('twilio', 'A message through Twilio is one POST to its Messages resource, its secret masked'),
      made('twilio', 'A message through Twilio gets 201 with the created resource'),
      received,
    ],
    faults: ['twilio-text-in-another-field', 'twilio-recipient-not-read'],
  },
  {
    host: 'api.netgsm.com.tr',
    path: '/sms/send/xml',
    mock: [
      made(
        'netgsm',
        'A message through NetGSM is one POST of XML with its secret masked, and the reply is 00 and a number',
      ),
      received,
    ],
    faults: ['netgsm-user-in-another-element', 'netgsm-number-not-read'],
  },
  ...['/sms/rest/v2/send', '/sms/rest/v2/otp'].map((path): SmsRequest => ({
    host: 'api.netgsm.com.tr',
    path,
    mock: [received],
    faults: ['netgsm-rest-without-a-way'],
  })),
  {
    host: 'api.dataport.com.tr',
    path: '/restapi/Register',
    mock: [dataport, received],
    faults: ['dataport-account-in-another-field', 'dataport-token-for-nobody'],
  },
  {
    host: 'api.dataport.com.tr',
    path: '/restapi/api/Messages/SendSMS',
    mock: [dataport, received],
    faults: ['dataport-sender-spelled-right'],
  },
];

const smsRows = smsRequests.map(({ host, path, mock, faults }): Row => ({
  what: `POST https://${host}${path}`,
  mock,
  checks: [],
  faults,
  clients: smsClients.filter(({ sends }) => sends.includes(path)).map(({ name }) => name),
  reasons: { checks: notSeen },
}));

/** By strategy, the checks that are about it alone. */
const strategies: Readonly<Record<string, readonly string[]>> = {
  SMTP: ['mail.starttls-if-offered'],
  SMTPS: ['mail.smtps'],
  SMTP_TLS: ['mail.starttls', 'mail.starttls-required'],
};

function mailRow(what: string, checks: readonly string[], breakage: Breakages): Row {
  const found = faultsOfMail.filter((fault) => fault.found.some((id) => checks.includes(id)));
  return {
    what,
    mock: [
      made('mail', 'A message by mail by %s goes to port %i unless the setting names one'),
      {
        file: 'test/stand-ins/smtp.test.ts',
        title: 'A client of the mail server sends by %s (%s, %s), and the message is in the outbox',
      },
    ],
    checks,
    faults: [...found.map(({ name }) => name), ...breakage],
    clients: ['nodemailer', ...Object.keys(mailClients)],
    reasons: {},
  };
}

/** A row for each. @param checks all of the plan */
export function providerRows(checks: readonly Check[]): Row[] {
  const ofMail = checks.map(({ id }) => id).filter((id) => id.startsWith('mail.'));
  const ofAll = ofMail.filter((id) => !Object.values(strategies).flat().includes(id));
  return [
    ...smsRows,
    ...Object.entries(strategies).map(([name, ids]) =>
      mailRow(`SMTP, with the strategy ${name}`, ids, name === 'SMTP_TLS' ? ['mail-at-another-port'] : []),
    ),
    mailRow('SMTP: the login, the envelope and the message', ofAll, ['mail-without-its-code']),
  ];
}
