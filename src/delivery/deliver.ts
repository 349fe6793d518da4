// What every provider's file does: from a setting and a message to the wire request and the simulated reply.
import type { Exchange, ProviderName, SettingOf } from '../document/schemas.ts';
import type { Draw } from '../random/random.ts';

export interface Draft {
  readonly space: string;
  /** The number or address of the user as the users file has it; empty when it has none. */
  readonly to: string;
  readonly code: string;
  readonly text: string;
  readonly subject: string;
  readonly date: Date;
  /** The code with which a fault makes the provider refuse any setting. */
  readonly providerErrorCode: string | undefined;
}

/** Why a provider refuses, in its own code and words. */
export interface ProviderError {
  readonly code: string;
  readonly message: string;
  /** What brought it about in this mock, as a sentence. */
  readonly rule: string;
}

export interface Attempt {
  /** As this provider is given it; empty when the setting has no sender. */
  readonly from: string;
  /** As this provider is given it. */
  readonly to: string;
  readonly exchanges: Exchange[];
  /** Missing when the message was sent. */
  readonly error?: ProviderError;
}

/** The secrets of the setting are masked already: no file of a provider ever sees one. */
export type Deliver<P extends ProviderName> = (setting: SettingOf<P>, draft: Draft, draw: Draw) => Attempt;

/** The code to refuse with that a fault asks for, or else an account or user name of the form `fail-CODE`. */
export function askedFor(
  { providerErrorCode }: Pick<Draft, 'providerErrorCode'>,
  ...names: readonly (string | undefined)[]
): Pick<ProviderError, 'code' | 'rule'> | undefined {
  if (providerErrorCode !== undefined) return { code: providerErrorCode, rule: 'A fault asks for this code.' };
  const name = names.find((each) => /^fail-./.test(each ?? ''));
  return name === undefined ? undefined : { code: name.slice(5), rule: `${name} in the setting asks for this code.` };
}

/** What is said where only a code is known. */
export const asRequested = (code: string): string => `Refused with ${code}, as requested`;
