// What a list shows of what was stored since the list before it.
import type { AssumptionName } from '../../assumptions/table.ts';
import { mask } from '../../document/secret.ts';
import type { ProviderName } from '../../document/schemas.ts';
import { type Exchange, isSuccess, present, type Seen } from './exchange.ts';
import type { Kind, Setting } from './kinds.ts';
import type { KnownSpace } from './space.ts';

export interface Listed {
  readonly space: KnownSpace;
  readonly list: ReadonlyMap<ProviderName, Setting>;
  readonly kinds: readonly Kind[];
  /** Whether GET is known to show secrets as they are. */
  readonly isPlain: boolean;
}

export function seenSince(listed: Listed): Seen[] {
  return [...listed.kinds.flatMap((kind) => ofKind(kind, listed)), ...ofDefaults(listed)];
}

/** A setting that was stored again: as it was shown before, all that was put since, and as it is shown now. */
interface Again {
  readonly kind: Kind;
  readonly before: Setting;
  readonly puts: readonly Setting[];
  readonly put: Setting;
  readonly after: Setting;
}

function ofKind(kind: Kind, { space, list, isPlain }: Listed): Seen[] {
  const puts = space.puts.filter((each) => each.kind === kind.name).map(({ body }) => body);
  const [before, put, after] = [space.shown?.get(kind.name), puts.at(-1), list.get(kind.name)];
  if (!before || !put || !after) return [];
  const again = { kind, before, puts, put, after };
  return [...ofCreation(again), ...ofId(again), ...ofLeftOut(again), ...(isPlain ? ofMask(again) : [])];
}

const seen = (name: AssumptionName, value: string, { kind, what }: Pick<Again, 'kind'> & { what: string }): Seen => ({
  name,
  value,
  what: `a setting of ${kind.name} was stored again, and GET showed ${what}`,
});

function ofCreation({ kind, before, after }: Again): Seen[] {
  const [one, other] = [before['creationDate'], after['creationDate']];
  if (!present(one) || !present(other)) return [];
  if (one !== other) return [seen('creation-date', 'renew', { kind, what: 'another creationDate' })];
  if (before['lastModifiedDate'] === after['lastModifiedDate']) return []; // too soon to tell
  return [seen('creation-date', 'keep', { kind, what: 'the same creationDate' })];
}

function ofId({ kind, before, puts, put, after }: Again): Seen[] {
  const [one, sent, now] = [before['id'], put['id'], after['id']].map((id) => (present(id) ? String(id) : undefined));
  if (puts.length > 1 || one === undefined || sent === undefined || sent === one) return [];
  if (now === sent) return [seen('client-id', 'accept', { kind, what: 'the id that was sent' })];
  return now === one ? [seen('client-id', 'ignore', { kind, what: 'its own id, not the one that was sent' })] : [];
}

/** The value of a field before the last time that it was stored. */
const earlier = (name: string, { before, puts }: Again): unknown =>
  [before, ...puts.slice(0, -1)].map((each) => each[name]).findLast(present);

function ofLeftOut(again: Again): Seen[] {
  const { kind, put, after } = again;
  return kind.own
    .filter((name) => !(name in put) && present(earlier(name, again)))
    .flatMap((name) => {
      if (!present(after[name])) return [seen('replaced-by-put', 'whole', { kind, what: `no ${name} any more` })];
      const isLeft = after[name] === earlier(name, again);
      return isLeft ? [seen('replaced-by-put', 'merge', { kind, what: `${name} as before` })] : [];
    });
}

function ofMask(again: Again): Seen[] {
  const { kind, put, after } = again;
  return kind.secrets
    .filter((name) => put[name] === mask)
    .flatMap((name) => {
      const before = earlier(name, again);
      if (!present(before) || before === mask) return [];
      if (after[name] === mask) return [seen('mask-in-put', 'store', { kind, what: `the mask in ${name}` })];
      return after[name] === before ? [seen('mask-in-put', 'keep', { kind, what: `${name} as before` })] : [];
    });
}

/** Which settings have lost the flag, when one setting became the default, and nothing else was stored. */
function ofDefaults({ space, list, kinds }: Listed): Seen[] {
  const [put, more] = space.puts;
  const of = kinds.find(({ name }) => name === put?.kind);
  if (!put || more || !of || put.body['isDefault'] !== true || list.get(of.name)?.['isDefault'] !== true) return [];
  const others = kinds.filter(({ name }) => name !== of.name && space.shown?.get(name)?.['isDefault'] === true);
  const isLeft = ({ name }: Kind): boolean => list.get(name)?.['isDefault'] === true;
  const [same, another] = [
    others.filter(({ type }) => type === of.type),
    others.filter(({ type }) => type !== of.type),
  ];
  const what = `${of.name} became the default, and GET showed ${others.filter(isLeft).length} of ${others.length} others as defaults`;
  const value = (): string | undefined => {
    if (same.some(isLeft)) return another.every(isLeft) ? 'none' : undefined;
    if (another.length > 0 && !another.some(isLeft)) return 'space';
    return same.length > 0 && another.length > 0 && another.every(isLeft) ? 'type' : undefined;
  };
  const scope = value();
  return scope === undefined ? [] : [{ name: 'default-scope', value: scope, what }];
}

/** What a test send shows, in a space of which the default is known. */
export function seenInSend(exchange: Exchange, space: KnownSpace): Seen[] {
  const { status } = exchange.response;
  const { username = '' } = exchange.request;
  const kind = space.default;
  if (isSuccess(exchange) && kind) space.sent(kind, username);
  if (isSuccess(exchange) || status < 400 || kind === null) return [];
  const value = String(status);
  if (kind === undefined)
    return [{ name: 'test-without-default', value, what: `a test send where GET showed no default got ${value}` }];
  const what = `a test send through ${kind} was accepted, the setting changed, and another one got ${value}`;
  return space.isChangedSinceSent(kind, username) ? [{ name: 'test-refused-by-provider', value, what }] : [];
}
