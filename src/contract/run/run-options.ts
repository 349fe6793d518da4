// What a run can be told.
import type { Assumptions } from '../../assumptions/table.ts';
import type { Requirements } from '../report/coverage.ts';
import type { KnownDifference } from './known.ts';
import type { Credentials } from '../target/login.ts';
import type { Body } from '../model/kinds.ts';
import type { OtpUserOptions } from '../target/otp-user.ts';
import type { Effect } from '../target/verdict.ts';

/** How long a run may take, in seconds; our own backend takes a second. */
export const usualMaxTime = 600;

export interface RunOptions extends Requirements {
  /** Where the target is: http or https. */
  readonly url: string;
  /** Default: admin with the password admin, unless a token is given. */
  readonly credentials?: Credentials;
  /** An access token, instead of a login. */
  readonly token?: string;
  /** A user who logs in by a one-time password, to check that login. */
  readonly otpUser?: OtpUserOptions;
  /** The space to work in, and a second one; on loopback the run makes up its own by default. */
  readonly space?: string;
  readonly otherSpace?: string;
  /** What may be done to a target that is not on this machine, besides reading. */
  readonly allow?: readonly Effect[];
  /** Whether settings may be written over that cannot be put back whole. */
  readonly acceptLoss?: boolean;
  readonly assume?: Partial<Assumptions>;
  /** Ids of checks, or beginnings of them; all by default. */
  readonly only?: readonly string[];
  /** The id of one check that is evaluated again, to see all its requests; instead of `only`. */
  readonly replay?: string;
  /** How many generated bodies of each sort every put gets; none by default. */
  readonly fuzz?: number;
  /** What random parts start from. */
  readonly rngSeed?: number;
  /** The response timeout in milliseconds; 10,000 by default. */
  readonly timeout?: number;
  /** Seconds after which the run stops, and puts back what it found; see usualMaxTime. */
  readonly maxTime?: number;
  /** How many requests go on at once; by default 16 on loopback, and 4 elsewhere. */
  readonly parallel?: number;
  /** Whether to wait until a token has expired, to see that it is refused. */
  readonly waitForExpiry?: boolean;
  readonly insecure?: boolean;
  /** A file of certificates in PEM. */
  readonly ca?: string;
  /** Another version of the contract. */
  readonly document?: string;
  readonly knownDifferences?: readonly KnownDifference[];
  /** Bodies of PUT through which a test send is known to succeed, as with a sandbox account: at most one for each provider. */
  readonly workingSettings?: readonly Body[];
  /**
   * Where the target can hand over the mail of test sends to the run, as HOST:PORT. On loopback, the run receives it at any port
   * unless this is false.
   */
  readonly receiveMail?: string | boolean;
  /** Is told what a person has to know before the report, a line each. */
  readonly say?: (line: string) => void;
}
