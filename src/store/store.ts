// Where everything is kept: for each space its settings and its outbox, and once the sessions.
import type { Message, SessionFile, SpaceCount } from '../document/schemas.ts';
import type { Feed } from './feed.ts';
import type { Scope, SpaceEntry, SpaceFile } from './files.ts';
import type { JsonFile } from './json-file.ts';
import type { LogFile } from './log-file.ts';
import type { SharedValue } from './shared-value.ts';

/** The whole of a space. */
export interface StoredSpace {
  readonly file: SpaceFile;
  /** Oldest first. */
  readonly messages: readonly Message[];
}

export interface Store {
  readonly session: JsonFile<SessionFile>;
  /** A value that a mock has once. In files and in memory it ends with the process; in a database all mocks of one name share it. */
  shared<T extends object>(name: string, initial: T): SharedValue<T>;
  /** Brings shared values to what is stored. Missing where nobody else stores any. */
  readonly refresh?: () => Promise<void>;
  /** The time of all who share the store. Missing where nobody else does. */
  readonly now?: () => Date;
  /** What happens in all mocks that share the store. Missing where there is only one. */
  readonly feed?: Feed;
  settings(space: string): JsonFile<SpaceFile>;
  outbox(space: string): LogFile<Message>;
  /** Every space that has settings or an outbox. */
  spaces(): Promise<SpaceEntry[]>;
  /** The whole of a space; undefined when it has neither settings nor an outbox. @throws {Refusal} when it cannot be read. */
  find(space: string): Promise<StoredSpace | undefined>;
  /** Every space, with how many settings and messages it has. */
  list(): Promise<SpaceCount[]>;
  /** All spaces, none of them from before a replacement when another is from after it. @throws {Refusal} */
  snapshot(): Promise<StoredSpace[]>;
  /** Replaces the whole of spaces at once: a crash leaves all of it or nothing. @throws {Refusal} and nothing is changed. */
  replace(spaces: readonly StoredSpace[], scope: Scope): Promise<void>;
  /** Stores spaces that have no settings; what another mock has stored meanwhile stays. @throws {Refusal} */
  plant(spaces: readonly StoredSpace[]): Promise<void>;
  /** Keeps files that cannot be read out of the way, as after a reset of everything. */
  discardUnreadable(): Promise<void>;
  /** Tells who comes later to the folder where its holder listens. */
  announce(url: string): Promise<void>;
  /** Waits for what is being written, and gives the folder free. */
  close(): Promise<void>;
}
