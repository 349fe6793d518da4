// A request to a target, as it goes over the wire.

export interface TargetRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** As it goes over the wire; a text in UTF-8. */
  readonly body?: string | Uint8Array;
  /** The body as options of curl, where a line for a shell may not have it as it is. */
  readonly inShell?: string;
  /** Whether it has to go out at the same moment as others, however few requests are wanted at once. */
  readonly atOnce?: boolean;
  /** Whether it may not be sent again unless it is known not to have arrived. */
  readonly once?: boolean;
}
