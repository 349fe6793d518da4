// Which file plays which provider.
import type { ProviderName } from '../document/schemas.ts';
import { dataport } from './dataport.ts';
import type { Deliver } from './deliver.ts';
import { mail } from './mail.ts';
import { netgsm } from './netgsm.ts';
import { twilio } from './twilio.ts';

export const deliverers: { readonly [P in ProviderName]: Deliver<P> } = { twilio, netgsm, dataport, mail };
