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
export function providerErrorCodeOf(
  { providerErrorCode }: Draft,
  ...names: readonly (string | undefined)[]
): string | undefined {
  return (
    providerErrorCode ?? names.map((name) => /^fail-(.+)$/.exec(name ?? '')?.[1]).find((code) => code !== undefined)
  );
}
