// The content of the store's files, and the interface of a place for them: a folder, or memory.
import type { Validate } from '../document/validate.ts';
import type { Message, SessionFile, SpaceSettings } from '../document/schemas.ts';
import type { FileSystem } from './file-system.ts';
import type { JsonPlace } from './json-file.ts';
import type { LogPlace, LogText } from './log-place.ts';
import type { LogLimits } from './newest.ts';

/** What is kept of a space's settings. */
export interface SpaceFile {
  readonly version: 1;
  readonly space: string;
  readonly settings: SpaceSettings;
}

/** A space that is stored, or a file that cannot be read and so does not tell whose it is. */
export type SpaceEntry = { readonly name: string } | { readonly file: string; readonly unreadable: string };

export interface StoreOptions {
  /** Everything is kept in memory without one. */
  readonly folder?: string;
  /** How much is kept of a space's messages. */
  readonly logLimits: LogLimits;
  /** By what they are of. A store that several mocks share also checks its other values by their names, and events by their types. */
  readonly validate: Readonly<Record<'settings' | 'message' | 'session', Validate>> &
    Readonly<Record<string, Validate | undefined>>;
  /** Told in a sentence when a file cannot be used. */
  readonly report: (problem: string) => void;
  /** Told when the settings of a space were changed, or its outbox in another way than by a new message; without a name, of many spaces. */
  readonly changed?: (space?: string) => void;
  /** How many spaces there may be; 100,000 by default. */
  readonly spaceLimit?: number;
  /** How much of what the disk has is kept in memory, in bytes; 128 MB of settings and as much of messages by default. */
  readonly memoryLimit?: number;
  /** The disk, if it is another than the system's. */
  readonly fs?: FileSystem;
}

/** Tells of spaces that were replaced: of many at once, because each event takes the place of another one. */
export function tellChanged([first, ...more]: readonly string[], { changed }: Pick<StoreOptions, 'changed'>): void {
  if (first !== undefined) changed?.(more.length === 0 ? first : undefined);
}

/** The whole of a space to store. Without a log, it has none. */
export interface Content {
  readonly file: SpaceFile;
  readonly log?: LogText;
}

/** What a replacement leaves: `these`: all other spaces as they are; `all`: none of them. */
export type Scope = 'these' | 'all';

/** What the files of a space are found to have. */
export interface Look {
  /** How many settings. */
  readonly settings: number;
  readonly messages: number;
  /** The number of the next message. */
  readonly next: number;
}

/** Where the files of a store are: on disk or nowhere. */
export interface Files {
  readonly session: JsonPlace<SessionFile>;
  settings(space: string): JsonPlace<SpaceFile>;
  outbox(space: string): LogPlace<Message>;
  spaces(): Promise<SpaceEntry[]>;
  /** What a look at the files of spaces tells; the spaces of which it does not have to be read. */
  look(spaces: readonly string[]): Promise<Map<string, Look>>;
  /** As many texts as there are spaces, one of each; see `fileNameOf`. */
  stems(): Promise<Set<string>>;
  /** Replaces the whole of spaces at once, also over a crash. Nothing else may use the files meanwhile. */
  replace(contents: readonly Content[], scope: Scope): Promise<void>;
  discardUnreadable(): Promise<void>;
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}
