// A forwarded exchange as the observers see it, and what they say of it.
import type { AssumptionName } from '../../assumptions/table.ts';
import type { Operation } from '../../document/operations.ts';

/** By what a request wants to be let in. */
export type Access =
  /** By the cookie, with a token that the upstream was seen to give. */
  | 'cookie'
  /** By such a token in Authorization: Bearer, without a cookie. */
  | 'bearer'
  /** By nothing. */
  | 'none'
  /** By a token of which nothing is known. */
  | 'unknown';

export interface Exchange {
  /** Of the contract or the session. */
  readonly operation: Operation;
  readonly request: {
    readonly access: Access;
    readonly username: string | undefined;
    /** The X-Space header; undefined when it is missing. */
    readonly space: string | undefined;
    readonly hasQuery: boolean;
    /** The media type. */
    readonly type: string;
    /** The whole body; undefined when it was too large to be kept. */
    readonly text: string | undefined;
    /** The body, where it is JSON. */
    readonly json: unknown;
  };
  readonly response: {
    readonly status: number;
    /** The media type. */
    readonly type: string;
    readonly text: string;
    /** The body, where it is JSON. */
    readonly json: unknown;
    /** The names of the cookies that it sets. */
    readonly cookies: readonly string[];
  };
}

/** What an exchange says of an assumption. */
export interface Seen {
  readonly name: AssumptionName;
  readonly value: string;
  /** What was seen, as a sentence without its stop. */
  readonly what: string;
}

export const isSuccess = ({ response: { status } }: Exchange): boolean => status >= 200 && status < 300;

/** What a value is there for: neither missing nor null. */
export const present = (value: unknown): boolean => value !== undefined && value !== null;
