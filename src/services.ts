// The services behind the application: the store, the sessions, and a behaviour for every operation.
import type { Assumptions } from './assumptions/table.ts';
import { controlBehaviours } from './control/behaviours.ts';
import { Clock, realTime } from './control/clock.ts';
import { Events } from './control/events.ts';
import { Journal } from './control/journal.ts';
import { findPages } from './control/pages.ts';
import { seedOf } from './control/seed.ts';
import { States } from './control/states.ts';
import { createCodeSender, deliveryBehaviours, type DeliveryDependencies, loadCompose } from './delivery/sending.ts';
import type { Behaviours } from './document/behaviour.ts';
import { type Validate, validatorFor } from './document/validate.ts';
import { type Field, fieldsOf, type ProviderFields } from './document/fields.ts';
import type { Documents } from './document/load.ts';
import { getOperation, type Operation } from './document/operations.ts';
import type { Message, ProviderName, State, User } from './document/schemas.ts';
import { StartError } from './document/start-error.ts';
import { Faults, noFaults } from './faults/faults.ts';
import type { Log } from './http/log.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import { once } from './common/once.ts';
import { loadRandom } from './random/random.ts';
import type { ServerOptions } from './options.ts';
import { Refusal } from './refusal/refusal.ts';
import { sessionBehaviours } from './session/behaviours.ts';
import { Codes } from './session/codes.ts';
import { Logins } from './session/logins.ts';
import {
  createSessions,
  openSessionState,
  type Sessions,
  type SessionState,
  usualAccessSeconds,
} from './session/sessions.ts';
import { loadJose } from './session/tokens.ts';
import { Users, withDefaults } from './session/users.ts';
import { loadUsers } from './session/users-file.ts';
import { createArrange } from './settings/arrange.ts';
import { settingsBehaviours } from './settings/behaviours.ts';
import { createKnownSpaces } from './settings/known-spaces.ts';
import { providerNames, providers } from './settings/providers.ts';
import { requireName } from './settings/space-name.ts';
import type { Feed } from './store/feed.ts';
import type { StoreOptions } from './store/files.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { readVersion } from './package.ts';

/** How much the messages of a space may take on disk, in bytes, before the oldest leave. */
const outboxBytes = 32 * 1024 ** 2;

export interface Core {
  readonly documents: Documents;
  readonly operations: readonly Operation[];
  readonly assumptions: Assumptions;
  readonly log: Log;
}

export interface Services {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly codes: Codes;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly events: Events;
  readonly clock: Clock;
  readonly behaviours: Behaviours;
  /** Loads what is left out of the start because it is large. */
  load(): Promise<void>;
}

/** @throws {StartError} when the users, the seed or the store cannot be used; the store is released then. */
export async function createServices(options: ServerOptions, core: Core): Promise<Services> {
  const { documents, log } = core;
  const people = await loadUsers(options.users, {
    validate: validatorFor(documents.control, 'Users'),
    rngSeed: options.rngSeed,
  });
  const seed = await seedOf(options, validatorFor(documents.control, 'State'));
  const events = new Events();
  const stored: StoreOptions = {
    ...(options.data !== undefined && { folder: options.data }),
    logLimits: { entries: options.outboxLimit ?? 500, bytes: outboxBytes },
    validate: {
      settings: validatorFor(documents.control, 'SpaceState'),
      message: validatorFor(documents.control, 'Message'),
      session: validatorFor(documents.control, 'SessionFile'),
      clock: validatorFor(documents.control, 'StoredClock'),
      faults: validatorFor(documents.control, 'StoredFaults'),
      request: validatorFor(documents.control, 'RequestEntry'),
    },
    report: (problem) => log.problem(problem),
    changed: (space) => events.publish('state', () => ({ ...(space !== undefined && { space }) })),
  };
  const { store: url, name = 'default', storeWait: wait = 0 } = options;
  const store = await openStore(stored, url === undefined ? undefined : { url, name, wait });
  try {
    return await assemble(options, core, { people, seed, events, store });
  } catch (error) {
    await store.close();
    throw error instanceof Refusal ? new StartError(`The mock cannot start: ${error.message}`) : error;
  }
}

interface Loaded {
  readonly people: readonly User[];
  readonly seed: State;
  readonly events: Events;
  readonly store: Store;
}

/** @throws {Refusal} when something that is stored cannot be used. */
async function assemble(options: ServerOptions, core: Core, loaded: Loaded): Promise<Services> {
  const { documents, operations, assumptions } = core;
  const { seed, events, store } = loaded;
  const clock = new Clock({
    setting: store.shared('clock', realTime),
    real: options.now ?? store.now,
    changed: (state) => events.publish('clock', () => state),
  });
  const { now } = clock;
  const fields = fieldsOfProviders(operations);
  const validateName = validatorFor(documents.contract, 'SpaceName');
  const random = once(() => loadRandom(options.rngSeed));
  const outbox = createOutbox(store, (message) => events.publish('outbox', () => message));
  const storing = { store, assumptions, fields, random, now };
  const file = await openSessionState(store.session);
  const accounts = openAccounts(options, { ...loaded, ...storing, outbox, validateName, file });
  const { users, logins, codes, sessions } = accounts;
  const knownSpaces = createKnownSpaces(store, assumptions, users);
  const faults = new Faults({
    state: store.shared('faults', noFaults),
    random,
    changed: () => events.publish('faults', () => ({})),
  });
  const journal = new Journal({ publish: (whole) => events.publish('request', whole), limit: options.journalLimit });
  if (store.feed) follow(store.feed, { events, journal, outbox, codes });
  const states = new States({ store, users, seed, fields, random, now, validateName });
  await states.plant();
  const behaviours = {
    ...sessionBehaviours(sessions, logins, {
      accessSeconds: options.tokenTtl ?? usualAccessSeconds,
      place: assumptions['token-place'],
    }),
    ...settingsBehaviours({ ...storing, knownSpaces }),
    ...deliveryBehaviours({ ...storing, outbox, knownSpaces }),
    ...controlBehaviours({
      version: await readVersion(),
      documents,
      users,
      logins,
      codes,
      sessions,
      pages: await findPages(),
      assumptions,
      states,
      arrange: createArrange({ ...storing, operations, validateName, users }),
      outbox,
      journal,
      faults,
      events,
      clock,
    }),
  };
  const load = async () => {
    await Promise.all([random(), loadJose(), loadCompose()]);
  };
  return { store, sessions, codes, outbox, journal, faults, events, clock, behaviours, load };
}

type Needed = Loaded &
  Omit<DeliveryDependencies, 'knownSpaces'> & { readonly validateName: Validate; readonly file: SessionState };

/** The users, what is known of their logins, and their sessions. */
function openAccounts(options: ServerOptions, needed: Needed) {
  const { events, file, assumptions, now } = needed;
  const changed = (): void => events.publish('users', () => ({}));
  const users = createUsers(options, needed, changed);
  const logins = new Logins({ file, assumptions, now, changed });
  const codes = new Codes({ logins, sender: createCodeSender(needed), assumptions, now });
  const anyToken = ['any', 'off'].includes(options.auth ?? 'login');
  const accessSeconds = options.tokenTtl ?? usualAccessSeconds;
  const sessions = createSessions({ users, logins, codes, file, accessSeconds, anyToken, now });
  return { users, logins, codes, sessions };
}

/** Those of the users file, over them those of the seed, and over both those that are put. */
function createUsers(options: ServerOptions, { people, seed, file, validateName }: Needed, changed: () => void): Users {
  const requireSpace = (name: string): void => requireName(name, validateName);
  const seeded = Object.entries(seed.users ?? {}).map(([name, fields]) => withDefaults(name, fields));
  const first = [...new Map([...people, ...seeded].map((user) => [user.username, user])).values()];
  const areShipped = seeded.length === 0 && options.users === undefined && options.document === undefined; // a test checks those
  if (!areShipped) first.flatMap(({ spaces }) => spaces).forEach(requireSpace);
  return new Users({ first, file, requireSpace, changed });
}

/** What happens in one of the mocks that share a store, happens in all of them. */
function follow(
  feed: Feed,
  { events, journal, outbox, codes }: Pick<Services, 'events' | 'journal' | 'outbox' | 'codes'>,
): void {
  events.follow(feed);
  journal.follow(feed);
  feed.subscribe((happenings) => {
    for (const { data } of happenings.filter((each) => each.type === 'outbox')) {
      const { space, requestedBy } = JSON.parse(data) as Message; // a mock has written it
      outbox.look(space);
      codes.look(requestedBy);
    }
  });
}

function fieldsOfProviders(operations: readonly Operation[]): ProviderFields {
  const fields = providerNames.map((name) => [name, fieldsOf(getOperation(operations, providers[name].operationId))]);
  return Object.fromEntries(fields) as Record<ProviderName, Field[]>; // every provider's name is there
}
