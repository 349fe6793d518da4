// The operations of control.yaml.
import type { AssumptionValues } from '../assumptions/choose.ts';
import { type Assumptions, assumptionNames, table } from '../assumptions/table.ts';
import { type Behaviours, noContent } from '../document/behaviour.ts';
import { joint } from '../document/joint.ts';
import type { Documents } from '../document/load.ts';
import type { ControlOperationId, Providers } from '../document/schemas.ts';
import { StartError } from '../document/start-error.ts';
import { withReferences } from '../document/with-references.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { Refusal } from '../refusal/refusal.ts';
import { faultBehaviours } from '../faults/behaviours.ts';
import type { Clock } from './clock.ts';
import { clockBehaviours } from './clock-behaviours.ts';
import type { Events } from './events.ts';
import type { Journal } from './journal.ts';
import { loadSeed } from './seed.ts';
import { pageBehaviours, type Pages } from './pages.ts';
import { type SpaceDependencies, spaceBehaviours } from './space-behaviours.ts';
import type { Forwarding } from '../upstream/forwarding.ts';
import { upstreamBehaviours } from './upstream-behaviours.ts';
import { type UserDependencies, userBehaviours } from './user-behaviours.ts';

/**
 * Has the mock go on with these values; assumptions that are not named return to their values of the start.
 * @throws {StartError} for a name or a value that the table does not have.
 */
export type Assume = (values: AssumptionValues) => Promise<void>;

export interface ControlDependencies extends UserDependencies, SpaceDependencies {
  readonly version: string;
  /** With the assumptions in force. */
  readonly documents: Documents;
  readonly pages: Pages;
  readonly assumptions: Assumptions;
  readonly assume: Assume;
  /** Where the stand-ins listen. */
  readonly providers: () => Providers;
  readonly forwarding: Forwarding | undefined;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly events: Events;
}

export function controlBehaviours(dependencies: ControlDependencies): Behaviours<ControlOperationId> {
  const { version, documents, pages, states, outbox, journal, faults, events, clock } = dependencies;
  return {
    getHealth: () => ({ status: 200, json: { status: 'ok', version } }),
    ...pageBehaviours(pages, version),
    getContractAsJson: ({ query }) => ({ status: 200, json: forGenerators(documents, query.all) }),
    getContractAsYaml: async ({ query }) => {
      const { stringify } = await import('yaml'); // large, and seldom used
      const content = stringify(forGenerators(documents, query.all), { aliasDuplicateObjects: false });
      return { status: 200, text: { type: 'application/yaml', content } };
    },
    getDocument: ({ path }) => ({ status: 200, json: withReferences(documents[path.name]) }),
    ...userBehaviours(dependencies),
    plantSeed: async ({ body: { seed, rngSeed } }) => {
      const state = await loadSeed(seed, { validate: () => undefined, rngSeed, now: clock.now }); // a test checks them
      return { status: 200, json: { spaces: await states.plant(state) } };
    },
    ...spaceBehaviours(dependencies),
    reset: async ({ body }) => {
      await states.reset(body?.space);
      await faults.clear(body?.space);
      if (body?.space === undefined) await Promise.all([clock.reset(), dependencies.assume({})]);
      return noContent;
    },
    listMessages: async ({ query }) => ({ status: 200, json: await outbox.find(query) }),
    waitForMessage: async ({ query: { timeout = 5_000, ...wanted }, leaving }) => {
      const message = await outbox.wait({ ...wanted, timeout, signal: leaving() });
      return message ? { status: 200, json: message } : noContent;
    },
    deleteMessages: async ({ query }) => {
      await outbox.clear(query.space);
      return noContent;
    },
    getMessage: async ({ path, query }) => ({ status: 200, json: await outbox.get(path.id, query.space) }),
    deleteMessage: async ({ path, query }) => {
      await outbox.remove(path.id, query.space);
      return noContent;
    },
    listRequests: async ({ query }) => ({ status: 200, json: await journal.find(query) }),
    waitForRequest: async ({ query: { timeout = 5_000, ...wanted }, leaving }) => {
      const entry = await journal.wait({ ...wanted, timeout, signal: leaving() });
      return entry ? { status: 200, json: entry } : noContent;
    },
    deleteRequests: async () => {
      await journal.clear();
      return noContent;
    },
    streamEvents: ({ headers, leaving }) => ({ status: 200, events: events.read(headers['last-event-id'], leaving()) }),
    ...faultBehaviours(faults),
    ...clockBehaviours(clock),
    ...upstreamBehaviours(dependencies),
    listAssumptions: () => ({ status: 200, json: { assumptions: listAssumptions(dependencies.assumptions) } }),
    putAssumptions: async ({ body }) => {
      await dependencies.assume(body.assumptions).catch((error: unknown) => {
        throw error instanceof StartError ? new Refusal('invalid-request', error.message) : error;
      });
      return noContent;
    },
  };
}

/** @param all the value of the query parameter, which may be empty */
const forGenerators = (documents: Documents, all = 'false'): unknown =>
  withReferences(joint(documents, all !== 'false'));

function listAssumptions(assumptions: Assumptions): object[] {
  return assumptionNames.map((name) => {
    const { question, values, why } = table[name];
    return { name, question, value: assumptions[name], default: values[0], values, why };
  });
}
