// What the store's files hold, and what a place for them has to offer, be it a folder or memory alone.
import type { Check } from '../document/check.ts';
import type { Message, SpaceSettings } from '../document/schemas.ts';
import type { FileSystem } from './file-system.ts';
import type { JsonPlace } from './json-file.ts';
import type { LogPlace } from './log-file.ts';
import type { LogLimits } from './newest.ts';

/** What is kept of a space's settings. */
export interface SpaceFile {
  readonly version: 1;
  readonly space: string;
  readonly settings: SpaceSettings;
}

/** What is kept of the sessions. */
export interface SessionFile {
  readonly version: 1;
  /** The key that signs tokens. */
  readonly key: string;
  /** Sessions that were ended by a logout, until when (seconds since 1970) their tokens would be valid. */
  readonly ended: Readonly<Record<string, number>>;
}

/** A space that is stored, or a file that cannot be read and so does not tell whose it is. */
export type SpaceEntry = { readonly name: string } | { readonly file: string; readonly unreadable: string };

export interface StoreOptions {
  /** Everything is kept in memory without one. */
  readonly folder?: string;
  /** How much is kept of a space's messages. */
  readonly logLimits: LogLimits;
  readonly check: { readonly settings: Check; readonly message: Check };
  /** Told in a sentence when a file cannot be used. */
  readonly report: (problem: string) => void;
  /** Told when the settings of a space were changed, or its outbox in another way than by a new message. */
  readonly changed?: (space: string) => void;
  /** The disk, if it is another than the system's. */
  readonly fs?: FileSystem;
}

/** Where the files of a store are: on disk or nowhere. */
export interface Files {
  readonly session: JsonPlace<SessionFile>;
  settings(space: string): JsonPlace<SpaceFile>;
  outbox(space: string): LogPlace<Message>;
  spaces(): Promise<SpaceEntry[]>;
  discardUnreadable(): Promise<void>;
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}
