// What a mock keeps while it runs, whatever the assumptions are: the store, what waits and listens, and what was loaded.
import { Clock, realTime } from './control/clock.ts';
import { Events } from './control/events.ts';
import { Journal } from './control/journal.ts';
import { findPages, type Pages } from './control/pages.ts';
import { seedOf } from './control/seed.ts';
import { once } from './common/once.ts';
import { Waiting } from './common/waiting.ts';
import { loadDocuments, type OpenApiDocument } from './document/load.ts';
import { listOperations } from './document/operations.ts';
import type { Message, State, User } from './document/schemas.ts';
import { StartError } from './document/start-error.ts';
import { validatorFor } from './document/validate.ts';
import { Faults, noFaults } from './faults/faults.ts';
import type { Log } from './http/log.ts';
import type { ServerOptions } from './options.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import { readVersion } from './package.ts';
import { loadRandom, type Random } from './random/random.ts';
import { Refusal } from './refusal/refusal.ts';
import type { Code } from './session/logins.ts';
import { openSessionState, type SessionState } from './session/sessions.ts';
import { loadUsers } from './session/users-file.ts';
import type { Feed } from './store/feed.ts';
import type { StoreOptions } from './store/files.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { createForwarding, type Forwarding } from './upstream/forwarding.ts';
import { requireFolderOf } from './upstream/observed/write.ts';

/** How much the messages of a space may take on disk, in bytes, before the oldest leave. */
const outboxBytes = 32 * 1024 ** 2;

export interface Base {
  readonly options: ServerOptions;
  readonly version: string;
  readonly pages: Pages;
  readonly people: readonly User[];
  readonly seed: State;
  readonly store: Store;
  readonly file: SessionState;
  readonly clock: Clock;
  readonly random: () => Promise<Random>;
  readonly events: Events;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly faults: Faults;
  /** What goes to a real backend, if there is one. */
  readonly forwarding: Forwarding | undefined;
  /** Those who wait for the code of a login, by the name of the user. */
  readonly waiting: Waiting<Code>;
  /** Ends all waiting. */
  endWaiting(): void;
}

export interface Told {
  /** The document of the control API, which describes what is stored. */
  readonly control: OpenApiDocument;
  readonly log: Log;
}

/** @throws {StartError} when the users, the seed or the store cannot be used; the store is released then. */
export async function openBase(options: ServerOptions, { control, log }: Told): Promise<Base> {
  const ofPage = options.upstream === undefined ? [] : listOperations(await loadDocuments(options.document));
  const forwarding = createForwarding(ofPage, options);
  if (options.writeAssumptions !== undefined) await requireFolderOf(options.writeAssumptions);
  const people = await loadUsers(options.users, {
    validate: validatorFor(control, 'Users'),
    rngSeed: options.rngSeed,
  });
  const seed = await seedOf(options, validatorFor(control, 'State'));
  const events = new Events();
  const stored: StoreOptions = {
    ...(options.data !== undefined && { folder: options.data }),
    logLimits: { entries: options.outboxLimit ?? 500, bytes: outboxBytes },
    validate: {
      settings: validatorFor(control, 'SpaceState'),
      message: validatorFor(control, 'Message'),
      session: validatorFor(control, 'SessionFile'),
      clock: validatorFor(control, 'StoredClock'),
      faults: validatorFor(control, 'StoredFaults'),
      request: validatorFor(control, 'RequestEntry'),
    },
    report: (problem) => log.problem(problem),
    changed: (space) => events.publish('state', () => ({ ...(space !== undefined && { space }) })),
  };
  const { store: url, name = 'default', storeWait: wait = 0 } = options;
  const store = await openStore(stored, url === undefined ? undefined : { url, name, wait });
  return orRelease(store, async () => {
    const file = await openSessionState(store.session);
    const loaded = {
      options,
      forwarding,
      people,
      seed,
      store,
      file,
      version: await readVersion(),
      pages: await findPages(),
    };
    return { ...loaded, ...listeners(options, { store, events }) };
  });
}

/** Does something with a store, which is released when that fails. @throws {StartError} when something stored cannot be used. */
export async function orRelease<T>(store: Store, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await store.close();
    throw error instanceof Refusal ? new StartError(`The mock cannot start: ${error.message}`) : error;
  }
}

/** What waits for things that happen, and tells of them. */
function listeners(options: ServerOptions, { store, events }: Pick<Base, 'store' | 'events'>) {
  const clock = new Clock({
    setting: store.shared('clock', realTime),
    real: options.now ?? store.now,
    changed: (state) => events.publish('clock', () => state),
  });
  const random = once(() => loadRandom(options.rngSeed));
  const outbox = createOutbox(store, (message) => events.publish('outbox', () => message));
  const faults = new Faults({
    state: store.shared('faults', noFaults),
    random,
    changed: () => events.publish('faults', () => ({})),
  });
  const journal = new Journal({ publish: (whole) => events.publish('request', whole), limit: options.journalLimit });
  const waiting = new Waiting<Code>();
  if (store.feed) follow(store.feed, { events, journal, outbox, waiting });
  const endWaiting = (): void => {
    for (const each of [waiting, outbox, journal, faults, events]) each.close();
  };
  return { clock, random, events, outbox, faults, journal, waiting, endWaiting };
}

/** What happens in one of the mocks that share a store, happens in all of them. */
function follow(
  feed: Feed,
  { events, journal, outbox, waiting }: Pick<Base, 'events' | 'journal' | 'outbox' | 'waiting'>,
): void {
  events.follow(feed);
  journal.follow(feed);
  feed.subscribe((happenings) => {
    for (const { data } of happenings.filter((each) => each.type === 'outbox')) {
      const { space, requestedBy } = JSON.parse(data) as Message; // a mock has written it
      outbox.look(space);
      waiting.look(requestedBy);
    }
  });
}
