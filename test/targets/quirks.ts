// What the backend is made of: the steps that a request goes through, in their order. Each can be exchanged, which is how
// variants and mutants are made; what the correct ones do is said in the files that define them.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Field, Kind, Route } from './page.ts';

/** The fields of one setting, or of a body. */
export type Values = Readonly<Record<string, unknown>>;
export type Space = Map<Kind, Values>;

export interface User {
  readonly username: string;
  readonly password: string;
  readonly spaces: readonly string[];
  /** How the code of a login is sent; without it, a login needs none. */
  readonly otp?: 'SMS' | 'MAIL';
}

export interface Code {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  readonly sentAt: number;
}

export interface Token {
  readonly user: string;
  readonly use: 'access' | 'refresh';
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** One login; all tokens that it leads to have the same. */
  readonly session: number;
}

/** What a run cannot foretell; tests bring their own. */
export interface Chance {
  /** Milliseconds since 1970. */
  now(): number;
  /** A whole number that was not given before, at most 2^31 - 1. */
  number(): number;
}

/** Everything that one backend remembers. */
export interface World extends Chance {
  readonly spaces: Map<string, Space>;
  readonly tokens: Map<string, Token>;
  /** The codes for which logins wait, by user. */
  readonly codes: Map<string, Code>;
  /** What was sent to users, as a stand-in for the providers shows it. */
  readonly messages: string[];
  /** For quirks that have to remember something; see `remember`. */
  readonly memory: Map<string, unknown>;
}

/** One request. What the later steps find out is added to it. */
export interface Call {
  readonly world: World;
  readonly quirks: Quirks;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values as they came, in turn. */
  readonly rawHeaders: readonly string[];
  readonly raw: Buffer;
  route: Route;
  user: string;
  space: string;
  body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

export type Reason =
  | 'path'
  | 'method'
  | 'token'
  | 'code'
  | 'too-soon'
  | 'media-type'
  | 'size'
  | 'unreadable'
  | 'missing-space'
  | 'empty-space'
  | 'space'
  | 'unknown-space'
  | 'query'
  | 'body'
  | 'no-default'
  | 'busy'
  | 'provider';

/** A request is refused. */
export class Refused extends Error {
  readonly reason: Reason;
  readonly headers: Readonly<Record<string, string>>;
  /** What is wrong with a body, one by one. */
  readonly faults: readonly string[];

  constructor(
    reason: Reason,
    message: string,
    { headers = {}, faults = [] }: Partial<Pick<Refused, 'headers' | 'faults'>> = {},
  ) {
    super(message);
    this.reason = reason;
    this.headers = headers;
    this.faults = faults;
  }
}

export type Answering = (call: Call) => Answer | Promise<Answer>;

export interface Quirks {
  readonly users: readonly User[];
  /** How long an access token is valid. */
  readonly ttlSeconds: number;
  /** Tokens that are valid from the start and for ever, each with its user. */
  readonly givenTokens: Readonly<Record<string, string>>;
  readonly maxBytes: number;

  route(call: Call): Route;

  readonly login: Answering;
  /** Whether a login of a user waits for a code. */
  asksForCode(user: User): boolean;
  readonly codeDigits: number;
  /** How long the code of a login is valid. */
  readonly codeSeconds: number;
  codeFor(call: Call, user: User): Code;
  readonly validate: Answering;
  /** Whether a code completes the login of a user. */
  codeFits(call: Call, username: string, text: string): boolean;
  readonly refresh: Answering;
  readonly logout: Answering;
  /** User name and password of a login. */
  credentials(call: Call): { username: string; password: string };
  newToken(call: Call, token: Token): string;
  cookie(call: Call, name: string): string | undefined;
  /** What a token stands for, if it is valid. */
  owner(call: Call, token: string, use: Token['use']): Token | undefined;
  /** The name of the user. */
  authenticate(call: Call): string;

  mediaTypeFits(call: Call): boolean;
  /** The body of a PUT as it came. */
  readBody(call: Call): unknown;
  space(call: Call): string;
  spaceNameFits(name: string): boolean;
  /** A last look at a request before it is carried out. */
  admit(call: Call): void;

  fields(kind: Kind): readonly Field[];
  /** Turns the body that came into the one that is checked. */
  prepare(call: Call, body: unknown): unknown;
  lengthOf(text: string, field: Field, kind: Kind): number;
  /** What is wrong with one value, if anything. */
  fault(call: Call, field: Field, value: unknown): string | undefined;
  /** What is wrong with a body beyond its single fields. */
  otherFaults(call: Call, body: Values): readonly string[];
  faults(call: Call, body: unknown): readonly string[];

  /** The settings of the request's space. */
  spaceOf(call: Call): Space;
  /** What a setting takes over from a body. */
  taken(call: Call, body: Values): Values;
  /** Puts the stored secrets in the place of masked ones. */
  unmask(call: Call, taken: Values, stored: Values | undefined): Values;
  compose(call: Call, taken: Values, stored: Values | undefined): Values;
  newId(call: Call): unknown;
  date(milliseconds: number): unknown;
  /** Whether a setting that becomes the default takes the flag from another one. */
  clears(chosen: Values, other: Values): boolean;
  put(call: Call, body: Values): void | Promise<void>;

  readonly list: Answering;
  listed(call: Call): readonly (readonly [Kind, Values])[];
  show(call: Call, kind: Kind, setting: Values): Values;
  visible(field: Field): boolean;
  showValue(field: Field, value: unknown, kind: Kind): unknown;
  /** How a field is shown that has no value. */
  readonly absent: null | undefined;
  wrap(settings: readonly Values[]): unknown;

  readonly test: Answering;
  defaultOf(call: Call): readonly [Kind, Values] | undefined;
  /** Whether the provider takes the message. */
  sends(call: Call, kind: Kind, setting: Values): boolean;

  statusOf(reason: Reason, call: Call): number;
  refuse(call: Call, refused: Refused): Answer;
  /** The last word on every answer. */
  finish(call: Call, answer: Answer): Answer | Promise<Answer>;
  write(call: Call, answer: Answer, response: ServerResponse): void | Promise<void>;
}

/** Something that a quirk remembers from call to call, in a box of its own per backend. */
export function remember<T>(call: Call, key: string, start: () => T): { value: T } {
  if (!call.world.memory.has(key)) call.world.memory.set(key, { value: start() });
  return call.world.memory.get(key) as { value: T }; // nothing else writes under this key
}
