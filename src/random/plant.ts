// A plant in Turkey as it could be: people who log in, spaces, their settings and the messages of the last days. For long lists and
// for load; nothing of it exists.
import type { Faker } from '@faker-js/faker';
import type { AnySetting, Message, ProviderName, SpaceState, State, User } from '../document/schemas.ts';
import { defaultSpace } from '../document/default-space.ts';

/** What `random:300` asks for: 300; undefined for any other text. More than 10,000 would stop the mock for a second. */
export function countIn(name: string): number | undefined {
  const digits = /^random:([1-9]\d{0,3}|10000)$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The same for the same seed: a mock that starts again finds its spaces there already. */
async function fakerFor(rngSeed = 1): Promise<Faker> {
  const { faker } = await import('@faker-js/faker/locale/tr'); // takes a while
  faker.seed(rngSeed);
  return faker;
}

/** People, each of whom has the own name as the password, as the bundled users have. */
export async function randomUsers(count: number, rngSeed: number | undefined): Promise<User[]> {
  return peopleOf(await fakerFor(rngSeed), count);
}

/**
 * Spaces, the default one first. The first dozen of the users that `randomUsers` gives for the same seed have made them.
 * @param now in milliseconds since 1970; the newest messages are of that time
 */
export async function randomState(count: number, rngSeed: number | undefined, now: number): Promise<State> {
  const faker = await fakerFor(rngSeed);
  const people = peopleOf(faker, 12);
  const names = Array.from({ length: count }, (_, index) => (index === 0 ? defaultSpace : nameOf(faker, index)));
  const spaces = names.map((name) => [name, spaceOf(faker, { name, people, now })] as const);
  return { spaces: Object.fromEntries(spaces) };
}

function peopleOf(faker: Faker, count: number): User[] {
  return Array.from({ length: count }, (_, index) => {
    const [first, last] = [faker.person.firstName(), faker.person.lastName()];
    const username = ascii(`${first}.${last}${index < 12 ? '' : index}`);
    const phone = `+905${faker.helpers.arrayElement(['32', '33', '42', '05', '55'])}${faker.string.numeric(7)}`;
    return { username, password: username, phone, mail: `${username}@tesis.example`, spaces: [defaultSpace] };
  });
}

const areas = [
  'kazan_dairesi',
  'su_aritma',
  'trafo_merkezi',
  'paketleme_hatti',
  'depo',
  'kompresor',
  'firin',
  'kalite',
];

/** Such as `izmir_su_aritma_17`; the number makes it the only one. */
function nameOf(faker: Faker, index: number): string {
  return `${ascii(faker.location.city())}_${faker.helpers.arrayElement(areas)}_${index}`;
}

interface Plant {
  readonly name: string;
  readonly people: readonly User[];
  readonly now: number;
}

/** One to four settings, one of which is the default, and up to three messages. */
function spaceOf(faker: Faker, { name, people, now }: Plant): SpaceState {
  const chosen = faker.helpers.arrayElements(Object.keys(makers) as ProviderName[], { min: 1, max: 4 });
  const settings = chosen.map((provider, index) => {
    const createdBy = faker.helpers.arrayElement(people).username;
    return [provider, { isDefault: index === 0, ...makers[provider](faker), createdBy }] as const;
  });
  const times = faker.helpers.multiple(() => now - faker.number.int({ max: 7 * 86_400_000 }), {
    count: { min: 0, max: 3 },
  });
  const outbox = times
    .toSorted((a, b) => b - a)
    .map((time) =>
      messageOf(faker, { name, provider: chosen[0] ?? 'mail', user: faker.helpers.arrayElement(people), time }),
    );
  return { settings: Object.fromEntries(settings), outbox };
}

type Fields = Omit<AnySetting, 'isDefault'>;

const makers: Readonly<Record<ProviderName, (faker: Faker) => Fields>> = {
  twilio: ({ string }) => ({
    type: 'SMS',
    provider: 'Twilio',
    accountSid: `AC${string.hexadecimal({ length: 32, prefix: '', casing: 'lower' })}`,
    authToken: string.alphanumeric(32),
    twilioNumber: `+90850${string.numeric(7)}`,
  }),
  netgsm: ({ string, helpers }) => ({
    type: 'SMS',
    provider: 'Netgsm',
    username: `850${string.numeric(7)}`,
    password: string.alphanumeric(12),
    header: helpers.arrayElement(['TESIS', 'ENERJI A.S.', 'SU ISLERI']),
    bayiCode: string.numeric(4),
  }),
  dataport: ({ string, helpers }) => ({
    type: 'SMS',
    provider: 'Dataport',
    username: string.alpha({ length: 8, casing: 'lower' }),
    password: string.alphanumeric(12),
    accountNumber: string.numeric({ length: 5, allowLeadingZeros: false }),
    originator: helpers.arrayElement(['TESIS', 'ENERJI']),
    shortNumber: string.numeric({ length: 4, allowLeadingZeros: false }),
    operator: helpers.arrayElement(['Turkcell', 'Vodafone', 'Turk Telekom']),
  }),
  mail: ({ string, helpers }) => ({
    type: 'Email',
    provider: 'Default',
    username: 'otp@tesis.example',
    password: string.alphanumeric(16),
    smtpHost: 'smtp.tesis.example',
    ...helpers.arrayElement([
      { smtpPort: 25, transportStrategy: 'SMTP' as const },
      { smtpPort: 465, transportStrategy: 'SMTPS' as const },
      { smtpPort: 587, transportStrategy: 'SMTP_TLS' as const },
    ]),
  }),
};

interface Sent {
  readonly name: string;
  readonly provider: ProviderName;
  readonly user: User;
  readonly time: number;
}

function messageOf(faker: Faker, { name, provider, user, time }: Sent): Message {
  const code = faker.string.numeric(6);
  const isMail = provider === 'mail';
  return {
    id: faker.string.hexadecimal({ length: 24, prefix: '', casing: 'lower' }),
    space: name,
    createdAt: new Date(time).toISOString(),
    requestedBy: user.username,
    channel: isMail ? 'mail' : 'sms',
    provider,
    from: isMail ? 'otp@tesis.example' : 'TESIS',
    to: (isMail ? user.mail : user.phone) ?? '',
    ...(isMail && { subject: `Your one-time password – ${name}` }),
    text: `${code} is your one-time password for ${name}.`,
    code,
    status: 'sent',
    exchanges: [],
  };
}

/** In lower case, without the letters that only Turkish has: fit for names in headers, addresses and files. */
function ascii(text: string): string {
  const plain = text.toLocaleLowerCase('tr').replaceAll('ı', 'i').normalize('NFD');
  return plain.replaceAll(/\p{M}/gu, '').replaceAll(/[^a-z0-9.]+/g, '_');
}
