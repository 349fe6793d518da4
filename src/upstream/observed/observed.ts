// What passing traffic has shown of the assumptions, without a request of its own. Read `#look`: an exchange is looked at by
// itself, then beside what was shown and stored in its space before.
import type { Operation } from '../../document/operations.ts';
import type { LoggedIn } from '../seen-sessions.ts';
import { type Cause, causesOf } from './causes.ts';
import { Decisions, type Source } from './decisions.ts';
import { type Exchange, isSuccess, type Seen } from './exchange.ts';
import { byKind, type Kind, kindsOf, type Setting, settingsIn } from './kinds.ts';
import { seenInLogin } from './logins.ts';
import { seenInAccepted, seenInError, seenInRefused } from './refusals.ts';
import { seenInList, seenInSetting } from './shown.ts';
import { KnownSpace } from './space.ts';
import { seenInSend, seenSince } from './stored.ts';

/** How many spaces are known; those of which nothing was heard for the longest time are forgotten. */
const mostSpaces = 500;

export class Observed {
  readonly decisions = new Decisions();
  readonly #kinds: readonly Kind[];
  readonly #spaces = new Map<string, KnownSpace>();
  readonly #spacesOfUsers = new Map<string, readonly string[]>();
  /** The kinds of which a body that is unusual in nothing was accepted. */
  readonly #taken = new Set<Kind>();

  /** @param operations as the page has them, without assumptions */
  constructor(operations: readonly Operation[]) {
    this.#kinds = kindsOf(operations);
  }

  /** Remembers to which spaces a user may go. */
  loggedIn({ username, spaces }: LoggedIn): void {
    if (spaces) this.#spacesOfUsers.set(username, spaces);
  }

  /** Begins to look at a request, which ends in one of two ways. */
  begin(operation: Operation, space: string | undefined): Looking {
    const kind = this.#kinds.find((each) => each.operation.id === operation.id);
    const known = space === undefined || space === '' ? undefined : this.#spaceOf(space);
    const end = known?.begin(kind !== undefined) ?? (() => false);
    let isOver = false;
    return {
      lost: () => {
        if (isOver) return;
        end();
        if (kind) this.#forget(known);
      },
      end: (exchange, source) => {
        isOver = true;
        const isAlone = end();
        const before = kind && known?.shown?.get(kind.name);
        const isKnownSpace = this.#isKnown(exchange);
        if (known && isSuccess(exchange)) known.isReached = true;
        const seen = this.#look(exchange, {
          kind,
          known: isAlone ? known : undefined,
          causes: causesOf(exchange, { kind, before, isKnownSpace }),
        });
        if (kind && known && !isAlone) this.#forget(known);
        if (kind && !known && isSuccess(exchange)) this.#forget(undefined);
        return seen.flatMap((each) => this.decisions.take(each, source));
      },
    };
  }

  #look(exchange: Exchange, { kind, known, causes }: Looked): Seen[] {
    const { operation, response } = exchange;
    if (operation.document === 'session') return seenInLogin(exchange);
    const isInvalid = causes.size === 1 && causes.has('invalid-body-status');
    const mayTell = !kind || isInvalid || causes.has('missing-token-status') || this.#taken.has(kind);
    const seen = [
      ...this.#seenOfSpace(seenInAccepted(exchange, causes), exchange),
      ...(mayTell ? this.#seenOfSpace(seenInRefused(exchange, causes), exchange) : []),
      ...seenInError(exchange, isInvalid),
    ];
    const settings = operation.id === 'getSettings' && isSuccess(exchange) ? settingsIn(response.json) : undefined;
    if (settings) seen.push(...seenInList(response.json, settings), ...this.#lookAt(settings, known));
    if (operation.id === 'sendTestMessage' && known && causes.size === 0) seen.push(...seenInSend(exchange, known));
    if (kind) this.#store(exchange, { kind, known, causes });
    return seen;
  }

  /** At the settings of a list, and at what was stored before it. */
  #lookAt(settings: readonly Setting[], known: KnownSpace | undefined): Seen[] {
    const list = byKind(settings, this.#kinds);
    if (!list) {
      known?.forget();
      return [];
    }
    const seen = this.#kinds.flatMap((kind) => {
      const [shown, put] = [list.get(kind.name), known?.last.get(kind.name)];
      return shown ? seenInSetting(kind, { shown, ...(put && { put }) }) : [];
    });
    if (!known) return seen;
    const isPlain = this.decisions.has('secrets-in-get', 'plain');
    seen.push(...seenSince({ space: known, list, kinds: this.#kinds, isPlain }));
    known.listed(list);
    return seen;
  }

  #store(exchange: Exchange, { kind, known, causes }: Looked & { readonly kind: Kind }): void {
    const { json } = exchange.request;
    if (exchange.response.status >= 400 && exchange.response.status < 500) return; // nothing was stored
    if (!isSuccess(exchange) || causes.has('another') || causes.has('type-provider-mismatch')) known?.forget();
    else known?.stored({ kind: kind.name, body: json as Setting }); // an object, or there was another cause
    if (isSuccess(exchange) && [...causes].every((cause) => cause === 'unknown-space')) this.#taken.add(kind);
  }

  /** Without what may be another user's space, or a limit that is none. */
  #seenOfSpace(seen: readonly Seen[], { request: { username, space } }: Exchange): Seen[] {
    const spaces = this.#spacesOfUsers.get(username ?? '');
    const isOther = spaces !== undefined && !spaces.includes(space ?? '');
    const isOpen = this.decisions.has('unknown-space', 'open');
    return seen.filter(({ name, value }) => {
      if (name === 'unknown-space') return isOther;
      return name !== 'space-name' || value !== 'limited' || isOpen;
    });
  }

  #isKnown({ request: { username, space = '' } }: Exchange): boolean {
    return (
      (this.#spaces.get(space)?.isReached ?? false) ||
      (this.#spacesOfUsers.get(username ?? '')?.includes(space) ?? false)
    );
  }

  #spaceOf(name: string): KnownSpace {
    const known = this.#spaces.get(name) ?? new KnownSpace();
    this.#spaces.delete(name);
    this.#spaces.set(name, known);
    const [oldest] = this.#spaces.keys();
    if (oldest !== undefined && this.#spaces.size > mostSpaces) this.#spaces.delete(oldest);
    return known;
  }

  /** A space; or all, where it is not known which one it is. */
  #forget(known: KnownSpace | undefined): void {
    for (const each of known ? [known] : this.#spaces.values()) each.forget();
  }
}

interface Looked {
  readonly kind: Kind | undefined;
  /** The space, where nothing was stored in it beside this request. */
  readonly known: KnownSpace | undefined;
  readonly causes: ReadonlySet<Cause>;
}

export interface Looking {
  /** Ends with a response. Returns a sentence for each assumption of which it is the first to show another value. */
  readonly end: (exchange: Exchange, source: Source) => string[];
  /** Ends without one. */
  readonly lost: () => void;
}
