// Who may call: the cookie and the space, for every operation.
import type { Operation } from '../../document/operations.ts';
import { type Check, type Effect, Failed, Undecidable } from '../check.ts';
import { expectShown } from '../compare.ts';
import { type Kind, otherValue, sampleOf } from '../sample.ts';
import type { Answer } from '../target.ts';
import { describe, isSuccess } from '../answer.ts';
import type { Ask } from '../ask.ts';
import type { Visit } from '../visit.ts';

/** An operation as checks see it. */
export interface Subject {
  readonly operation: Operation;
  readonly name: string;
  readonly effect: Effect;
  readonly kind?: Kind;
}

export const titleOf = ({ method, path }: Operation): string => `${method.toUpperCase()} ${path}`;

interface Cookie {
  readonly id: string;
  readonly words: string;
  /** What is sent, one after the other, each of which has to be refused. */
  readonly asks: (visit: Visit) => readonly Ask[];
}

const cookies: readonly Cookie[] = [
  { id: 'missing', words: 'no cookie', asks: () => [{ token: null }] },
  { id: 'empty', words: 'an empty cookie', asks: () => [{ token: '' }] },
  { id: 'made-up', words: 'a made-up token', asks: () => [{ token: 'made-up' }] },
  {
    id: 'tampered',
    words: 'a token of which one character is changed',
    asks: ({ session: { access } }) =>
      [Math.floor(access.length / 2), access.length - 4, access.length - 1]
        .map((place) => tamper(access, place))
        .slice(0, isSigned(access) ? 2 : 3) // the last character of a signature has idle bits
        .map((token) => ({ token })),
  },
  { id: 'expired', words: 'a token that looks expired', asks: () => [{ token: lookingExpired() }] },
  {
    id: 'other-case',
    words: 'a token in other letter case',
    asks: ({ session: { access } }) =>
      [access.toUpperCase(), access.toLowerCase()].filter((token) => token !== access).map((token) => ({ token })),
  },
  {
    id: 'other-name',
    words: 'the token in a cookie of another name',
    asks: ({ session: { access } }) => [{ token: null, headers: { Cookie: `session=${access}` } }],
  },
];

function tamper(token: string, at: number): string {
  const place = Math.max(0, Math.min(at, token.length - 1));
  const other = /[0-9]/.test(token[place] ?? '') ? '0123456789' : 'abcdefghij';
  const replacement = other[(other.indexOf(token[place] ?? '') + 5) % 10] ?? 'x';
  return `${token.slice(0, place)}${replacement}${token.slice(place + 1)}`;
}

const isSigned = (token: string): boolean => token.split('.').length === 3;

function lookingExpired(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'admin', iat: 946_684_800, exp: 946_685_100 })}.c2lnbmF0dXJl`;
}

/** Where a write is looked for, the list has to show it. */
const rootOf = ({ name, kind }: Subject): string => (kind ? `${name}.listed` : `${name}.answers`);

/** A test send that is let in has to have something to send through, or it would be refused for that. */
async function giveDefault(visit: Visit, { effect }: Subject, space: string): Promise<void> {
  const [kind] = visit.options.kinds;
  if (effect === 'send' && kind) await visit.store(kind, sampleOf(kind, { isDefault: true }), { space });
}

/** That every operation wants a token. A write that is refused must not have written. */
export function cookieChecks(subjects: readonly Subject[]): Check[] {
  return subjects.flatMap((subject) =>
    cookies.map(({ id, words, asks }) => ({
      id: `${subject.name}.cookie-${id}`,
      statement: `${titleOf(subject.operation)} is refused with ${words}${subject.kind ? ' and stores nothing' : ''}.`,
      source: `${titleOf(subject.operation)}: Authorizations, ins_access_token, Required`,
      tier: 'documented',
      effect: subject.effect,
      needs: id === 'missing' ? [rootOf(subject)] : [rootOf(subject), `${subject.name}.cookie-missing`],
      async run(visit) {
        await giveDefault(visit, subject, visit.options.spaces.own);
        for (const ask of asks(visit)) await expectNoEntry(visit, subject, ask);
      },
    })),
  );
}

/** Which status a refusal has is an assumption; a redirect to a login page is one as well. */
async function expectNoEntry(visit: Visit, { operation, kind }: Subject, ask: Ask): Promise<void> {
  const sample = kind && (await visit.baseline(kind));
  const intruding = kind && { body: { ...sample, ...changeOf(kind) } };
  const answer = await visit.ask(operation, { ...intruding, ...ask });
  if (answer.status < 300 || answer.status > 499)
    throw new Failed({ expected: 'a refusal, 401 or 403', came: describe(answer), answer });
  if (kind && sample) await expectUnchanged(visit, kind);
}

/** A change of every own field that is a text, by which a write could be told. */
function changeOf(kind: Kind): Record<string, unknown> {
  const names = kind.fields.filter(({ readOnly, required, name }) => !readOnly && !required && name !== 'id');
  return Object.fromEntries(names.map(({ name }) => [name, otherValue(kind, name)]));
}

/** @throws {Failed} when an answer is no refusal of the client's mistake. */
export function expectRefused(answer: Answer, expected = 'a refusal with 4xx'): void {
  if (answer.status >= 400 && answer.status <= 499) return;
  throw new Failed({ expected, came: describe(answer), answer });
}

/** @throws {Failed} when the own space no longer shows the sample of a kind. */
export async function expectUnchanged(visit: Visit, kind: Kind): Promise<void> {
  await expectShown(visit, kind, { put: sampleOf(kind), shown: await visit.one(kind) });
  visit.confirm(kind);
}

/** What comes of a request without X-Space and of one with an empty one. */
function withoutSpace(visit: Visit, subject: Subject): Promise<readonly Answer[]> {
  const { operation, kind, name } = subject;
  return visit.remember(`without space ${name}`, async () => {
    const { fallback } = visit.options.spaces;
    if (fallback !== undefined) await giveDefault(visit, subject, fallback);
    const asks: readonly Ask[] = [{ spaceless: true }, { space: '' }];
    const answers: Answer[] = [];
    for (const ask of asks) answers.push(await visit.ask(operation, { ...ask, ...(kind && { body: sampleOf(kind) }) }));
    return answers;
  });
}

/** Whether one of them was carried out. */
async function isOpen(visit: Visit, subject: Subject): Promise<boolean> {
  return (await withoutSpace(visit, subject)).some(isSuccess);
}

/** Whether it may be tried: a request that writes without X-Space may land in a space of other people. */
function mayTry({ options }: Visit, { effect }: Subject): boolean {
  return effect === 'read' || (options.effects.has(effect) && options.spaces.fallback !== undefined);
}

/**
 * That X-Space is needed. A target for which a missing one means the default space answers an open question; one that
 * needs it here and not there breaks what the page says.
 */
export function spaceChecks(subjects: readonly Subject[], others = subjects): Check[] {
  return subjects.map((subject) => ({
    id: `${subject.name}.space-required`,
    statement: `${titleOf(subject.operation)} needs the X-Space header, as the other operations do.`,
    source: `${titleOf(subject.operation)}: X-Space, Required`,
    tier: 'documented',
    effect: subject.effect,
    needs: [rootOf(subject)],
    run: (visit) => expectSpaceNeeded(visit, subject, others),
  }));
}

async function expectSpaceNeeded(visit: Visit, subject: Subject, others: readonly Subject[]): Promise<void> {
  if (!mayTry(visit, subject)) throw new Undecidable('a request without X-Space could write to another space');
  const answers = await withoutSpace(visit, subject);
  const broken = answers.find(({ status }) => status >= 500);
  if (broken) throw new Failed({ expected: 'a refusal with 4xx', came: describe(broken), answer: broken });
  const open = answers.find(isSuccess);
  if (!open) return;
  for (const other of others.filter((each) => each !== subject && mayTry(visit, each)))
    if (!(await isOpen(visit, other)))
      throw new Failed({
        expected: `a refusal with 4xx, as from ${titleOf(other.operation)}`,
        came: describe(open),
        answer: open,
      });
  throw new Undecidable('a missing X-Space is taken for a default space; see the assumption missing-space');
}

/** Whether requests without X-Space are refused. */
export async function observeMissingSpace(visit: Visit, subjects: readonly Subject[]): Promise<string> {
  const tried = subjects.filter((subject) => subject.effect !== 'send' && mayTry(visit, subject));
  const open = await Promise.all(tried.map((subject) => isOpen(visit, subject)));
  return open.every(Boolean) ? 'default' : 'refuse';
}
