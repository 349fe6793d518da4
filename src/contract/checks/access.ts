// Who may call: the cookie and the space, for every operation.
import type { Operation } from '../../document/operations.ts';
import { type Check, type Effect, Failed, Undecidable } from '../check.ts';
import { expectShown } from '../compare.ts';
import { type Kind, otherValue, sampleOf } from '../sample.ts';
import type { Answer } from '../target.ts';
import { type Ask, describe, type Visit } from '../visit.ts';

/** An operation as checks see it. */
export interface Subject {
  readonly operation: Operation;
  readonly name: string;
  readonly effect: Effect;
  readonly kind?: Kind;
}

export const titleOf = ({ method, path }: Operation): string => `${method.toUpperCase()} ${path}`;

const cookies: readonly { id: string; words: string; token: (visit: Visit) => string | null }[] = [
  { id: 'missing', words: 'no cookie', token: () => null },
  { id: 'empty', words: 'an empty cookie', token: () => '' },
  { id: 'made-up', words: 'a made-up token', token: () => 'made-up' },
  { id: 'tampered', words: 'a token with one character changed', token: ({ session }) => tamper(session.access) },
  { id: 'expired', words: 'a token that looks expired', token: () => lookingExpired() },
];

/** A character in the middle of the token's last part is changed, where it counts. */
function tamper(token: string): string {
  const at = Math.max(token.lastIndexOf('.') + 2, Math.floor(token.length / 2));
  const place = Math.min(at, token.length - 1);
  return `${token.slice(0, place)}${token[place] === 'A' ? 'B' : 'A'}${token.slice(place + 1)}`;
}

function lookingExpired(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'admin', iat: 946_684_800, exp: 946_685_100 })}.c2lnbmF0dXJl`;
}

/** That every operation wants a token. A write that is refused must not have written. */
export function cookieChecks(subjects: readonly Subject[]): Check[] {
  return subjects.flatMap((subject) =>
    cookies.map(({ id, words, token }) => ({
      id: `${subject.name}.cookie-${id}`,
      statement: `${titleOf(subject.operation)} is refused with ${words}${subject.kind ? ', and stores nothing' : ''}.`,
      source: `${titleOf(subject.operation)}: Authorizations, ins_access_token, Required`,
      tier: 'documented',
      effect: subject.effect,
      needs: [`${subject.name}.answers`],
      run: (visit) => expectNoEntry(visit, subject, { token: token(visit) }),
    })),
  );
}

async function expectNoEntry(visit: Visit, { operation, kind }: Subject, ask: Ask): Promise<void> {
  const sample = kind && (await visit.baseline(kind));
  const intruding = kind && { body: { ...sample, ...changeOf(kind) } };
  expectRefused(await visit.ask(operation, { ...intruding, ...ask }), 'a refusal with 401 or 403', [401, 403]);
  if (kind && sample) await expectUnchanged(visit, kind);
}

/** A change of every own field that is a text, by which a write could be told. */
function changeOf(kind: Kind): Record<string, unknown> {
  const names = kind.fields.filter(({ readOnly, required, name }) => !readOnly && !required && name !== 'id');
  return Object.fromEntries(names.map(({ name }) => [name, otherValue(kind, name)]));
}

/** @throws {Failed} when an answer is no refusal of the client's mistake. */
export function expectRefused(answer: Answer, expected = 'a refusal with 4xx', statuses?: readonly number[]): void {
  const { status } = answer;
  if (statuses ? statuses.includes(status) : status >= 400 && status <= 499) return;
  throw new Failed({ expected, came: describe(answer), answer });
}

/** @throws {Failed} when the own space no longer shows the sample of a kind. */
export async function expectUnchanged(visit: Visit, kind: Kind): Promise<void> {
  await expectShown(visit, kind, { put: sampleOf(kind), shown: await visit.one(kind) });
  visit.confirm(kind);
}

/** Which operations answer a request without X-Space, or with an empty one, as if it had one. */
function openWithoutSpace(visit: Visit, subjects: readonly Subject[]): Promise<Set<string>> {
  return visit.remember('openWithoutSpace', async () => {
    const open = new Set<string>();
    for (const { operation, kind, name } of subjects)
      for (const ask of [{ spaceless: true }, { space: '' }]) {
        const { status } = await visit.ask(operation, { ...ask, ...(kind && { body: sampleOf(kind) }) });
        if (status >= 200 && status <= 299) open.add(name);
      }
    return open;
  });
}

/**
 * That X-Space is needed. A target for which a missing one means the default space answers an open question; one that
 * needs it here and not there breaks what the page says.
 */
export function spaceChecks(subjects: readonly Subject[]): Check[] {
  const probed = subjects.filter(({ effect }) => effect !== 'send');
  return probed.map((subject) => ({
    id: `${subject.name}.space-required`,
    statement: `${titleOf(subject.operation)} needs the X-Space header, as the other operations do.`,
    source: `${titleOf(subject.operation)}: X-Space, Required`,
    tier: 'documented',
    effect: subject.effect,
    needs: [`${subject.name}.answers`],
    async run(visit) {
      const open = await openWithoutSpace(
        visit,
        probed.filter(({ effect }) => effect === 'read' || subject.effect === 'write'),
      );
      if (!open.has(subject.name)) return;
      if (open.size === probed.length || subject.effect === 'read')
        throw new Undecidable('a missing X-Space is taken for a default space; see the assumption missing-space');
      const came = `no refusal, while ${probed.length - open.size} other operations refuse`;
      throw new Failed({ expected: 'a refusal with 4xx', came });
    },
  }));
}

/** Whether requests without X-Space are refused everywhere. */
export async function observeMissingSpace(visit: Visit, subjects: readonly Subject[]): Promise<string> {
  const open = await openWithoutSpace(
    visit,
    subjects.filter(({ effect }) => effect !== 'send'),
  );
  return open.size === 0 ? 'refuse' : 'default';
}
