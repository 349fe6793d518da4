// The options of the mock.
import type { Assumptions } from './assumptions/table.ts';
import type { State } from './document/schemas.ts';
import type { Log } from './http/log.ts';
import type { AuthMode } from './session/auth-mode.ts';

export interface ServerOptions {
  /** The folder of the JSON files; without one everything is kept in memory. */
  readonly data?: string;
  /** Keeps everything in a PostgreSQL database instead: postgres://user:password@host:5432/database. */
  readonly store?: string;
  /** The name of the mock in the database, `default` by default: mocks of one name share everything, those of two names nothing. */
  readonly name?: string;
  /** How long to wait for a database that cannot be reached yet, in seconds; 0 by default. */
  readonly storeWait?: number;
  /** A seed file, `demo` for the shipped one, `random:300` for as many made-up spaces, or the state itself. */
  readonly seed?: string | State;
  /** A users file instead of the bundled one. */
  readonly users?: string;
  /**
   * `login` (default): only tokens from /login; `any`: every non-empty access cookie; `off`: requests without a session act as
   * the first user.
   */
  readonly auth?: AuthMode;
  /** How long an access token is valid, in seconds; 300 by default. */
  readonly tokenTtl?: number;
  /** Values of assumptions that replace their defaults. */
  readonly assume?: Partial<Assumptions>;
  /** Origins of the web pages that may call the mock, besides those of this machine. */
  readonly cors?: readonly string[];
  /** Host names that are accepted, besides those of this machine. */
  readonly allowHosts?: readonly string[];
  /** The bearer token that the control API requires. Listening on anything but this machine requires one. */
  readonly controlToken?: string;
  /** How many messages the outbox of a space keeps; 500 by default. */
  readonly outboxLimit?: number;
  /** How many requests are kept of each space; 500 by default. */
  readonly journalLimit?: number;
  /** Another version of the contract, or an OpenAPI document with its six operations, whose bodies and statuses of success are taken. */
  readonly document?: string;
  /** A real backend, such as https://staging.example:8082: what is not mocked goes there, and who has logged in there is logged in here. */
  readonly upstream?: string;
  /** The operations of the contract that go to the upstream; the others are mocked. */
  readonly forward?: readonly string[];
  /** The operations of the contract that are mocked; if any are named, the others go to the upstream. */
  readonly mock?: readonly string[];
  /** A file of certificates in PEM that are trusted for the upstream. */
  readonly ca?: string;
  /** Whether any certificate of the upstream is accepted. */
  readonly insecure?: boolean;
  /** Whether what passes to and from the upstream is answered with 502 where it violates the contract. */
  readonly failOnViolation?: boolean;
  /** How long the upstream may take until it begins to respond, in milliseconds; 60,000 by default. */
  readonly upstreamTimeout?: number;
  /** A file that gets, when the mock closes, what the upstream was seen to do of the assumptions. */
  readonly writeAssumptions?: string;
  /** A port for the mail server that stands in for the real ones; 0 for any free one. Without it there is none. */
  readonly smtpPort?: number;
  /** A port for the same with TLS from the first byte. */
  readonly smtpsPort?: number;
  /** A port for a proxy that leads the hosts of the SMS providers to the mock; 0 for any free one. Without it there is none. */
  readonly providersPort?: number;
  /** Makes ids and one-time codes repeatable. */
  readonly rngSeed?: number;
  /** How long requests in flight may take to finish when the mock closes, in milliseconds; 2,000 by default. */
  readonly gracePeriod?: number;
  /** How long a client may take to send a whole request, in milliseconds; 60,000 by default. */
  readonly requestTimeout?: number;
  /** How long a client may read nothing of a response that is waiting for it, in milliseconds; 30,000 by default. */
  readonly readTimeout?: number;
  readonly log?: Log;
  /** The clock. */
  readonly now?: () => Date;
}
