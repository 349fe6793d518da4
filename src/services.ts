// The services behind the application: a behaviour for every operation, by the documents and the assumptions.
import type { Assumptions } from './assumptions/table.ts';
import type { Base } from './base.ts';
import { type Assume, controlBehaviours } from './control/behaviours.ts';
import { States } from './control/states.ts';
import { createCodeSender, deliveryBehaviours, type DeliveryDependencies } from './delivery/sending.ts';
import type { Behaviours } from './document/behaviour.ts';
import { type Field, fieldsOf, type ProviderFields } from './document/fields.ts';
import type { Documents } from './document/load.ts';
import { getOperation, type Operation } from './document/operations.ts';
import type { ProviderName, Providers } from './document/schemas.ts';
import { type Validate, validatorFor } from './document/validate.ts';
import { sessionBehaviours } from './session/behaviours.ts';
import { Codes } from './session/codes.ts';
import { Logins } from './session/logins.ts';
import { createSessions, type Sessions, usualAccessSeconds } from './session/sessions.ts';
import { Users, withDefaults } from './session/users.ts';
import { type Arrange, createArrange } from './settings/arrange.ts';
import { settingsBehaviours } from './settings/behaviours.ts';
import { createKnownSpaces } from './settings/known-spaces.ts';
import { providerNames, providers } from './settings/providers.ts';
import { requireName } from './settings/space-name.ts';

export interface Core {
  readonly documents: Documents;
  readonly operations: readonly Operation[];
  readonly assumptions: Assumptions;
}

export interface Services {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly behaviours: Behaviours;
  readonly arrange: Arrange;
  /** Stores the seed where there is nothing yet. @throws {Refusal} when something that is stored cannot be used. */
  plant(): Promise<void>;
}

/** What reaches from the behaviours to the mock that runs. */
export interface Running {
  readonly assume: Assume;
  /** Where the stand-ins listen. */
  readonly providers: () => Providers;
}

/** What answers by the documents and the assumptions. It keeps nothing itself: all that stays is in the base. */
export function createServices(
  base: Base,
  { documents, operations, assumptions }: Core,
  { assume, providers }: Running,
): Services {
  const { options, store, seed, random, outbox, file } = base;
  const { now } = base.clock;
  const fields = fieldsOfProviders(operations);
  const validateName = validatorFor(documents.contract, 'SpaceName');
  const storing = { store, assumptions, fields, random, now };
  const { users, logins, codes, sessions } = openAccounts({ ...base, ...storing, validateName, file });
  const knownSpaces = createKnownSpaces(store, assumptions, users);
  const states = new States({ store, users, seed, fields, random, now, validateName });
  const arrange = createArrange({ ...storing, operations, validateName, users });
  const behaviours = {
    ...sessionBehaviours(sessions, logins, {
      accessSeconds: options.tokenTtl ?? usualAccessSeconds,
      place: assumptions['token-place'],
    }),
    ...settingsBehaviours({ ...storing, knownSpaces }),
    ...deliveryBehaviours({ ...storing, outbox, knownSpaces }),
    ...controlBehaviours({
      ...base,
      documents,
      users,
      logins,
      codes,
      sessions,
      assumptions,
      assume,
      providers,
      states,
      arrange,
    }),
  };
  return { users, sessions, behaviours, arrange, plant: async () => void (await states.plant()) };
}

type Needed = Base & Omit<DeliveryDependencies, 'knownSpaces'> & { readonly validateName: Validate };

/** The users, what is known of their logins, and their sessions. */
function openAccounts(needed: Needed) {
  const { options, events, file, assumptions, now, waiting, forwarding } = needed;
  const changed = (): void => events.publish('users', () => ({}));
  const users = createUsers(needed, changed);
  const logins = new Logins({ file, assumptions, now, changed });
  const codes = new Codes({ logins, waiting, sender: createCodeSender(needed), assumptions, now });
  const anyToken = ['any', 'off'].includes(options.auth ?? 'login');
  const accessSeconds = options.tokenTtl ?? usualAccessSeconds;
  const ofOther =
    forwarding && (async (token: string) => users.find(forwarding.seen.find(token, now().getTime())?.username ?? ''));
  const sessions = createSessions({ users, logins, codes, file, ofOther, accessSeconds, anyToken, now });
  return { users, logins, codes, sessions };
}

/** Those of the users file, over them those of the seed, and over both those that are put. */
function createUsers({ options, people, seed, file, validateName }: Needed, changed: () => void): Users {
  const requireSpace = (name: string): void => requireName(name, validateName);
  const seeded = Object.entries(seed.users ?? {}).map(([name, fields]) => withDefaults(name, fields));
  const first = [...new Map([...people, ...seeded].map((user) => [user.username, user])).values()];
  const areShipped = seeded.length === 0 && options.users === undefined && options.document === undefined; // a test checks those
  if (!areShipped) first.flatMap(({ spaces }) => spaces).forEach(requireSpace);
  return new Users({ first, file, requireSpace, changed });
}

function fieldsOfProviders(operations: readonly Operation[]): ProviderFields {
  const fields = providerNames.map((name) => [name, fieldsOf(getOperation(operations, providers[name].operationId))]);
  return Object.fromEntries(fields) as Record<ProviderName, Field[]>; // every provider's name is there
}
