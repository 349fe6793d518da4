// The sample bodies that the package ships.
import { readFileSync } from 'node:fs';
import type { ProviderName, SettingOf } from '../../src/document/schemas.ts';

type Bodies = { readonly [P in ProviderName]: SettingOf<P> };

const read = <P extends ProviderName>(name: P): SettingOf<P> =>
  JSON.parse(readFileSync(new URL(`../../fixtures/bodies/${name}.json`, import.meta.url), 'utf8')) as SettingOf<P>;

const bodies: Bodies = {
  twilio: read('twilio'),
  netgsm: read('netgsm'),
  dataport: read('dataport'),
  mail: read('mail'),
};
export default bodies;
