// What writers have asked of a server, and whether what is there after a crash can have come of it.
import type { State } from '../../src/document/schemas.ts';

export type Kind = 'put' | 'send' | 'delete' | 'reset' | 'restore';

export interface Operation {
  readonly kind: Kind;
  /** Undefined for those that concern all spaces. */
  readonly space: string | undefined;
  /** Never given twice. */
  readonly value: number;
  readonly begun: number;
  /** Infinite as long as it is not answered. */
  ended: number;
}

interface Base {
  readonly value: number | undefined;
  readonly messages: number;
}

type Space = State['spaces'][string];

export class History {
  readonly spaces: readonly string[];
  readonly #valueIn: (space: Space) => number | undefined;
  #operations: Operation[] = [];
  /** What was found after the last crash. */
  #base = new Map<string, Base>();
  #clock = 0;

  /** @param valueIn the value that was put last in a space */
  constructor(spaces: readonly string[], valueIn = ({ settings }: Space) => settings.mail?.smtpPort) {
    [this.spaces, this.#valueIn] = [spaces, valueIn];
  }

  begin(kind: Kind, space: string): Operation {
    const begun = (this.#clock += 1);
    const all = kind === 'reset' || kind === 'restore';
    const operation = { kind, space: all ? undefined : space, value: begun, begun, ended: Infinity };
    this.#operations.push(operation);
    return operation;
  }

  /** @param counted false when it was answered that there was nothing to do */
  end(operation: Operation, counted: boolean): void {
    operation.ended = this.#clock += 1;
    if (!counted) this.#operations = this.#operations.filter((each) => each !== operation);
  }

  /** What cannot have come of the operations; empty when all can. What is there is the base of the next round. */
  check(state: State['spaces']): string[] {
    const found = this.spaces.flatMap((space) => [
      ...this.#checkValue(space, state),
      ...this.#checkMessages(space, state),
    ]);
    const torn = this.#operations
      .filter(({ kind }) => kind === 'restore')
      .flatMap((each) => this.#checkWhole(each, state));
    this.#base = new Map(this.spaces.map((space) => [space, this.#seen(space, state)]));
    this.#operations = [];
    return [...found, ...torn];
  }

  #seen(space: string, state: State['spaces']): Base {
    const there = Object.hasOwn(state, space) ? state[space] : undefined;
    return { value: there && this.#valueIn(there), messages: there?.outbox?.length ?? 0 };
  }

  #of(space: string, ...kinds: readonly Kind[]): Operation[] {
    return this.#operations.filter((each) => kinds.includes(each.kind) && (each.space ?? space) === space);
  }

  /** Those that can have been the last to give the space its value. */
  #sources(space: string, value: number | undefined): { begun: number; ended: number }[] {
    const base = this.#base.get(space)?.value === value ? [{ begun: -1, ended: -1 }] : [];
    const wanted: readonly Kind[] = value === undefined ? ['delete', 'reset'] : ['put', 'restore'];
    const all = this.#of(space, 'put', 'delete', 'reset', 'restore');
    const fitting = all.filter((each) => wanted.includes(each.kind) && (value === undefined || each.value === value));
    // Whoever began after it was answered, and was answered, has replaced it.
    return [...base, ...fitting].filter(
      (source) => !all.some(({ begun, ended }) => begun > source.ended && ended < Infinity),
    );
  }

  #checkValue(space: string, state: State['spaces']): string[] {
    const { value } = this.#seen(space, state);
    return this.#sources(space, value).length > 0 ? [] : [`${space} has ${value}, which was replaced or never put`];
  }

  #checkMessages(space: string, state: State['spaces']): string[] {
    const { messages } = this.#seen(space, state);
    const cleared = Math.max(-1, ...this.#of(space, 'delete', 'reset', 'restore').map(({ ended }) => ended));
    const sends = this.#of(space, 'send');
    const certain = sends.filter(({ begun, ended }) => begun > cleared && ended < Infinity).length;
    const kept = cleared === -1 ? (this.#base.get(space)?.messages ?? 0) : 0;
    const most = (this.#base.get(space)?.messages ?? 0) + sends.length;
    return messages >= certain + kept && messages <= most
      ? []
      : [`${space} has ${messages} messages, not ${certain + kept} to ${most}`];
  }

  /** A restore that is seen in one space was done in all: nowhere is what was replaced before it began. */
  #checkWhole({ value, begun }: Operation, state: State['spaces']): string[] {
    if (!this.spaces.some((space) => this.#seen(space, state).value === value)) return [];
    return this.spaces
      .filter((space) => !this.#sources(space, this.#seen(space, state).value).some(({ ended }) => ended >= begun))
      .map((space) => `${space} is older than the restore ${value}, which others have`);
  }
}
