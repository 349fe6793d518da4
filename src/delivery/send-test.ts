// The test send: from the space's default setting to a message in its outbox.
import type { ProviderFields } from '../document/fields.ts';
import type { Assumptions } from '../assumptions/table.ts';
import { type Behaviours, noContent } from '../document/behaviour.ts';
import type { AnySetting, Message } from '../document/schemas.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Random } from '../random/random.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { KnownSpaces } from '../settings/known-spaces.ts';
import { defaultOf } from '../settings/provider-of.ts';
import { maskSecrets } from '../settings/secret.ts';
import type { Store } from '../store/store.ts';

export interface DeliveryDependencies {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly assumptions: Assumptions;
  readonly fields: ProviderFields;
  readonly knownSpaces: KnownSpaces;
  readonly random: () => Promise<Random>;
  readonly now: () => Date;
}

/** Sends a test message to the caller's own phone or address. */
export function deliveryBehaviours(dependencies: DeliveryDependencies): Behaviours<'sendTestMessage'> {
  return {
    sendTestMessage: async ({ space, user, providerErrorCode }) => {
      await dependencies.knownSpaces.require(space);
      const settings = (await dependencies.store.settings(space).read())?.settings ?? {};
      const provider = defaultOf(settings);
      if (!provider || !user) throw noDefault(space);
      const random = await dependencies.random();
      const setting = maskSecrets(settings[provider] as AnySetting, dependencies.fields[provider]); // `defaultOf` has found it
      const send = { space, user, provider, setting, date: dependencies.now(), providerErrorCode };
      const { compose } = await loadCompose();
      const message = await dependencies.outbox.record(space, (sequence) =>
        compose(send, random('message', space, sequence)),
      );
      if (message.error && dependencies.assumptions['test-refused-by-provider'] !== '204') throw refused(message);
      return noContent;
    },
  };
}

/** What composes messages; what it needs is large, and not needed for the start. */
export function loadCompose() {
  return import('./compose.ts');
}

function noDefault(space: string): Refusal {
  return new Refusal(
    'no-default',
    `The space ${JSON.stringify(space)} has no default setting. PUT one with "isDefault": true first.`,
  );
}

function refused({ provider, error, id }: Message): Refusal {
  const reason = `${error?.code} ${error?.message}`.replace(/\.$/, '');
  return new Refusal('refused-by-provider', `The provider ${provider} refused the message ${id}: ${reason}.`);
}
