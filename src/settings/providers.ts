// The one table of providers: which operation stores a setting, over which channel it sends, and how the settings screens
// write its type and provider.
import type { OperationId, ProviderName } from '../document/schemas.ts';

interface Provider {
  readonly operationId: OperationId;
  readonly channel: 'sms' | 'mail';
  readonly type: string;
  readonly provider: string;
}

/** Source of type and provider: the vendor's settings page (Email/Default, SMS/Dataport, SMS/Twilio, SMS/Netgsm). */
export const providers = {
  twilio: { operationId: 'putTwilioSetting', channel: 'sms', type: 'SMS', provider: 'Twilio' },
  netgsm: { operationId: 'putNetgsmSetting', channel: 'sms', type: 'SMS', provider: 'Netgsm' },
  dataport: { operationId: 'putDataportSetting', channel: 'sms', type: 'SMS', provider: 'Dataport' },
  mail: { operationId: 'putMailSetting', channel: 'mail', type: 'Email', provider: 'Default' },
} as const satisfies Record<ProviderName, Provider>;

/** All providers, in the order in which settings are listed. */
export const providerNames = Object.keys(providers) as ProviderName[];
