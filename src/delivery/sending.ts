// What is sent: a test message through the default setting of a space, and the code of a login. Both end in an outbox.
import type { ProviderFields } from '../document/fields.ts';
import type { Assumptions } from '../assumptions/table.ts';
import { type Behaviours, noContent } from '../document/behaviour.ts';
import { defaultSpace } from '../document/default-space.ts';
import type { AnySetting, Message, ProviderName, SpaceSettings, User } from '../document/schemas.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Draw, Random } from '../random/random.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { CodeSender } from '../session/codes.ts';
import type { KnownSpaces } from '../settings/known-spaces.ts';
import { defaultOf, throughChannel } from '../settings/provider-of.ts';
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
  const { knownSpaces, assumptions, outbox } = dependencies;
  return {
    sendTestMessage: async ({ space, user, providerErrorCode }) => {
      await knownSpaces.require(space);
      const settings = await settingsOf(dependencies, space);
      const provider = defaultOf(settings);
      if (!provider || !user) throw noDefault(space);
      const random = await dependencies.random();
      const compose = await composerOf(dependencies, { space, user, settings, provider, providerErrorCode });
      const message = await outbox.record(space, (sequence) => compose(random('message', space, sequence)));
      if (message.error && assumptions['test-refused-by-provider'] !== '204') throw refused(message);
      return noContent;
    },
  };
}

/** Sends the codes of logins, through the setting of the user's channel in the space that an assumption names. */
export function createCodeSender(dependencies: Omit<DeliveryDependencies, 'knownSpaces'>): CodeSender {
  const { assumptions, outbox } = dependencies;
  return {
    async compose(user, { code, number, providerErrorCode }) {
      const wanted = assumptions['otp-space'];
      const space = wanted === 'first-of-user' ? (user.spaces[0] ?? defaultSpace) : wanted;
      const settings = await settingsOf(dependencies, space);
      const provider = throughChannel(settings, user.otp === 'mail' ? 'mail' : 'sms');
      if (!provider) throw noSetting(space, user);
      const random = await dependencies.random();
      const compose = await composerOf(dependencies, { space, user, settings, provider, providerErrorCode, code });
      return compose(random('code', user.username, number));
    },
    async record(message) {
      await outbox.record(message.space, () => message);
    },
  };
}

async function settingsOf({ store }: Pick<DeliveryDependencies, 'store'>, space: string): Promise<SpaceSettings> {
  return (await store.settings(space).read())?.settings ?? {};
}

interface Sending {
  readonly space: string;
  readonly user: User;
  readonly settings: SpaceSettings;
  /** One of which there is a setting. */
  readonly provider: ProviderName;
  readonly providerErrorCode: string | undefined;
  /** Drawn if it is missing. */
  readonly code?: string | undefined;
}

/** What makes the message, with what is drawn for it. */
async function composerOf(
  { fields, assumptions, now }: Pick<DeliveryDependencies, 'fields' | 'assumptions' | 'now'>,
  { settings, provider, ...sending }: Sending,
): Promise<(draw: Draw) => Message> {
  const setting = maskSecrets(settings[provider] as AnySetting, fields[provider]); // it is there
  const { compose } = await loadCompose();
  const digits = Number(assumptions['otp-digits']);
  return (draw) => compose({ ...sending, provider, setting, date: now(), digits }, draw);
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

function noSetting(space: string, { username, otp }: User): Refusal {
  const kind = otp === 'mail' ? 'mail' : 'SMS';
  return new Refusal(
    'code-not-sent',
    `The code for ${JSON.stringify(username)} cannot be sent: the space ${JSON.stringify(space)} has no ${kind} setting. PUT one first.`,
  );
}

function refused({ provider, error, id }: Message): Refusal {
  const reason = [`${error?.code} ${error?.message}`.replace(/\.$/, ''), error?.rule ?? ''].join('. ').trim();
  return new Refusal('refused-by-provider', `The provider ${provider} refused the message ${id}: ${reason}`);
}
