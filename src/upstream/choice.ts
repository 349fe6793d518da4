// Which operations of the contract are forwarded to the upstream, and which are mocked.
import type { Operation } from '../document/operations.ts';
import { StartError } from '../document/start-error.ts';
import { Refusal } from '../refusal/refusal.ts';

export interface Wanted {
  /** The operations that are forwarded; the others of the contract are mocked. */
  readonly forward?: readonly string[] | undefined;
  /** The operations that are mocked; if any are named, the others of the contract are forwarded. */
  readonly mock?: readonly string[] | undefined;
}

export class Choice {
  readonly #all: readonly string[];
  #forward: ReadonlySet<string>;

  /** @throws {StartError} for an operation that the contract does not have, or for one that is named in both. */
  constructor(operations: readonly Operation[], { forward = [], mock = [] }: Wanted) {
    this.#all = operations.filter(({ document }) => document === 'contract').map(({ id }) => id);
    const unknown = this.#unknownOf([...forward, ...mock]);
    if (unknown !== undefined) throw new StartError(unknown);
    const both = forward.find((id) => mock.includes(id));
    if (both !== undefined) throw new StartError(`The operation ${both} cannot be both forwarded and mocked.`);
    const others = mock.length === 0 ? [] : this.#all.filter((id) => !mock.includes(id));
    this.#forward = new Set([...forward, ...others]);
  }

  /** Whether requests of an operation go to the upstream: of the contract by choice, of the session always, of the mock never. */
  forwards({ id, document }: Operation): boolean {
    return document === 'contract' ? this.#forward.has(id) : document === 'session' || id === 'getStart';
  }

  get forward(): string[] {
    return this.#all.filter((id) => this.#forward.has(id));
  }

  get mock(): string[] {
    return this.#all.filter((id) => !this.#forward.has(id));
  }

  /** Forwards these from now on, and mocks the others. @throws {Refusal} for an operation that the contract does not have. */
  set(forward: readonly string[]): void {
    const unknown = this.#unknownOf(forward);
    if (unknown !== undefined) throw new Refusal('invalid-request', unknown);
    this.#forward = new Set(forward);
  }

  #unknownOf(ids: readonly string[]): string | undefined {
    const unknown = ids.find((id) => !this.#all.includes(id));
    return unknown === undefined
      ? undefined
      : `There is no operation ${JSON.stringify(unknown)} in the contract. There are: ${this.#all.join(', ')}.`;
  }
}
