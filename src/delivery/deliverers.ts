import type { ProviderName } from '../document/schemas.ts';
import type { Deliver } from './deliver.ts';
export const deliverers: { [P in ProviderName]: Deliver<P> } = {
  twilio: (_s, d) => ({ from: '', to: d.to, exchanges: [] }),
  netgsm: (_s, d) => ({ from: '', to: d.to, exchanges: [] }),
  dataport: (_s, d) => ({ from: '', to: d.to, exchanges: [] }),
  mail: (_s, d) => ({ from: '', to: d.to, exchanges: [] }),
};
