// The backend as one that sends its mail, by nodemailer, and what can be wrong in it.
import { createTransport } from 'nodemailer';
import { correct } from './backend.ts';
import { type Call, type Quirks, Refused, remember, type Values } from './quirks.ts';

/** A message to be handed over, and the server that the setting names. */
interface Outgoing {
  readonly setting: Values;
  readonly to: string;
  readonly text: string;
}

interface Steps {
  /** The setting whose server is used. */
  setting(call: Call, chosen: Values): Values;
  to(call: Call, setting: Values): string;
  text(code: number): string;
  /** Options of nodemailer for TLS. */
  tls(setting: Values): object;
  times: number;
  isToldRefusals: boolean;
  isPatient: boolean;
}

const ofStrategy: Readonly<Record<string, object>> = {
  SMTP: {},
  SMTPS: { secure: true },
  SMTP_TLS: { requireTLS: true },
};

export const correctTls = ({ transportStrategy }: Values): object => ofStrategy[String(transportStrategy)] ?? {};

const right: Steps = {
  setting: (_call, chosen) => chosen,
  to: ({ user }) => `${user}@users.example`,
  text: (code) => `${code} is your one-time password.`,
  tls: correctTls,
  times: 1,
  isToldRefusals: true,
  isPatient: false,
};

/** A backend that sends its mail, with some steps exchanged. Other kinds of setting are refused, as by real providers. */
export function sendingMail(changes: Partial<Steps> = {}): Partial<Quirks> {
  const steps = { ...right, ...changes };
  return {
    async test(call) {
      const chosen = correct.defaultOf(call);
      if (!chosen) throw new Refused('no-default', 'No setting of this space is the default.');
      const [kind, values] = chosen;
      const setting = steps.setting(call, values);
      const sending = kind === 'mail' ? send(call, setting, steps) : Promise.reject(new Error('refused'));
      await sending.catch((error: Error) => {
        if (steps.isToldRefusals) throw new Refused('provider', error.message);
      });
      return { status: 204 };
    },
  };
}

async function send(call: Call, setting: Values, steps: Steps): Promise<void> {
  const text = steps.text(100_000 + (call.world.number() % 900_000));
  const outgoing = { setting, to: steps.to(call, setting), text };
  for (let times = 0; times < steps.times; times += 1)
    await hand(outgoing, steps).catch((error: unknown) => {
      if (!steps.isPatient) throw error;
      return hand(outgoing, steps);
    });
}

async function hand({ setting, to, text }: Outgoing, steps: Steps): Promise<void> {
  const { smtpHost, smtpPort, username, password } = setting as Readonly<Record<string, string>>;
  const transport = createTransport({
    host: smtpHost,
    port: Number(smtpPort),
    auth: { user: username, pass: password },
    tls: { rejectUnauthorized: false },
    connectionTimeout: 2_000,
    greetingTimeout: 1_000,
    ...steps.tls(setting),
  });
  await transport.sendMail({ from: username, to, subject: 'Your code', text });
}

/** The mail setting that a call was first about, wherever that was. */
function firstSetting(call: Call, chosen: Values, key: string): Values {
  const first = remember<Values | undefined>(call, key, () => undefined);
  first.value ??= chosen;
  return first.value;
}

interface Fault {
  readonly name: string;
  readonly steps: Partial<Steps>;
  /** The checks that find it. */
  readonly found: readonly string[];
}

export const faultsOfMail: readonly Fault[] = [
  {
    name: 'It goes to the address of the setting',
    steps: { to: (_call, { username }) => String(username) },
    found: ['mail.recipient'],
  },
  {
    name: 'It logs in with the first password that it had for an account',
    steps: {
      setting: (call, chosen) => ({
        ...chosen,
        password: firstSetting(call, chosen, `first of ${String(chosen['username'])}`)['password'],
      }),
    },
    found: ['mail.current-password'],
  },
  {
    name: 'It uses no TLS whatever the strategy is',
    steps: { tls: () => ({ ignoreTLS: true }) },
    found: ['mail.starttls-if-offered', 'mail.starttls', 'mail.starttls-required', 'mail.smtps'],
  },
  {
    name: 'It uses the mail setting that was stored last, of any space',
    steps: {
      setting: ({ world }, chosen) =>
        [...world.spaces.values()]
          .map((space): Values => space.get('mail') ?? {})
          .filter((setting) => setting['isDefault'] === true)
          .toSorted((a, b) => Date.parse(String(a['lastModifiedDate'])) - Date.parse(String(b['lastModifiedDate'])))
          .at(-1) ?? chosen,
    },
    found: ['mail.own-space'],
  },
  { name: 'It hands over each message twice', steps: { times: 2 }, found: ['mail.once'] },
  { name: 'The text has no code', steps: { text: () => 'Here is your one-time password.' }, found: ['mail.code'] },
  {
    name: 'It tells success although the server has refused',
    steps: { isToldRefusals: false },
    found: ['assumption.test-refused-by-provider'],
  },
  { name: 'It tries again after a refusal', steps: { isPatient: true }, found: ['mail.refused-once'] },
  {
    name: 'It goes on without STARTTLS where that is not offered',
    steps: { tls: ({ transportStrategy }) => (transportStrategy === 'SMTPS' ? { secure: true } : {}) },
    found: ['mail.starttls-required'],
  },
];
