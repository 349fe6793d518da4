// What passes between http/ and a behaviour. A behaviour turns a call into a reply and knows nothing of HTTP libraries.
import type { OperationId, Operations, User } from './schemas.ts';

type Parameter<
  Id extends OperationId,
  Place extends 'query' | 'path' | 'header',
> = Operations[Id]['parameters'] extends {
  [P in Place]?: infer Values;
}
  ? NonNullable<Values>
  : never;

type BodyOf<Operation> = Operation extends { requestBody: { content: infer Content } }
  ? Content[keyof Content]
  : Operation extends { requestBody?: { content: infer Content } }
    ? Content[keyof Content] | undefined
    : undefined;

type Headers<Values> = { readonly [Name in keyof Values as Lowercase<Name & string>]: Values[Name] };

/** A request that fits the document. */
export interface Call<Id extends OperationId> {
  /** The name in X-Space; empty where the operation takes none. */
  readonly space: string;
  /** The user who is logged in; undefined for open operations. */
  readonly user: User | undefined;
  readonly cookies: Readonly<Record<string, string>>;
  readonly path: Parameter<Id, 'path'>;
  readonly query: Parameter<Id, 'query'>;
  /** By their names in lower case. */
  readonly headers: Headers<Parameter<Id, 'header'>>;
  readonly body: BodyOf<Operations[Id]>;
  /** The code with which the simulated provider refuses, set by a fault. */
  readonly providerErrorCode: string | undefined;
  /** What comes before the paths of the mock in the URL; empty if nothing is known to. */
  readonly base: string;
  /** A signal that is aborted when the client disconnects; a new one for each call. */
  readonly leaving: () => AbortSignal;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A JSON value, or a text or file with its media type. */
  readonly json?: unknown;
  /** Whether the same object of JSON is the same value for ever, so that what was made of it can be kept with it. */
  readonly isLasting?: boolean;
  readonly text?: { readonly type: string; readonly content: string | Buffer };
  /** Server-sent events, each as it is written on the wire. */
  readonly events?: AsyncIterable<string>;
}

export type Behaviour<Id extends OperationId> = (call: Call<Id>) => Reply | Promise<Reply>;
/** A behaviour for each of some operations. */
export type Behaviours<Id extends OperationId = OperationId> = { readonly [I in Id]: Behaviour<I> };

export const noContent: Reply = { status: 204 };
