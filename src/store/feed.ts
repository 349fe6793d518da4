// What happens in mocks that share a store, in one order for all of them.

/** Something that has happened in one of them. */
export interface Happening {
  /** Tells its feed from others, which have other numbers. */
  readonly feed: string;
  /** Each one of a feed is greater than those before it. */
  readonly number: number;
  readonly type: string;
  /** JSON. */
  readonly data: string;
}

export interface Feed {
  /** The one of now: a database that was emptied has another one. */
  readonly id: string;
  /** Has all mocks be told of something, this one as well. */
  publish(type: string, data: object): void;
  /** Has a listener be told of what has happened last, and of everything from now on, in its order. */
  subscribe(listener: (happenings: readonly Happening[]) => void): void;
  /** Resolves when the listeners know of everything that was published before the call, by this mock or by others. */
  catchUp(): Promise<void>;
}
