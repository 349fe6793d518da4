import type { Exchange, ProviderName, SettingOf } from '../document/schemas.ts';
import type { Draw } from '../random/random.ts';
export interface Draft {
  space: string;
  to: string;
  code: string;
  text: string;
  subject: string;
  date: Date;
}
export interface Attempt {
  from: string;
  to: string;
  exchanges: Exchange[];
  error?: { code: string; message: string };
}
export type Deliver<P extends ProviderName> = (setting: SettingOf<P>, draft: Draft, draw: Draw) => Attempt;
