// The active faults: for which requests, and how often. What happens on the wire is up to the door.
import type { Fault, OperationId, ProviderName } from '../document/schemas.ts';
import type { Draw, Random } from '../random/random.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Effects } from './effects.ts';

/** A request as far as faults look at it. */
export interface FaultCandidate {
  readonly operation: OperationId;
  /** Whether the operation is one of the contract's. */
  readonly contract: boolean;
  readonly space: string;
  /** Of the setting that is put, or through which a test send goes. */
  readonly provider: () => Promise<ProviderName | undefined>;
}

/** A fault that is set. */
export type SetFault = Fault & { readonly id: string };

/** How many can be set at a time. */
const limit = 100;

export class Faults {
  readonly #random: () => Promise<Random>;
  readonly #changed: () => void;
  readonly #closing = new AbortController();
  #faults: readonly SetFault[] = [];
  #given = 0;
  #drawn = 0;

  /** @param changed is called after every change of the list */
  constructor(random: () => Promise<Random>, changed: () => void = () => undefined) {
    this.#random = random;
    this.#changed = changed;
  }

  /** Aborted when the mock is closing, so that nothing waits any longer. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** In the order in which they are tried. */
  list(): readonly SetFault[] {
    return this.#faults;
  }

  /** Adds a fault, or replaces the one with the same id. @throws {Refusal} when it is not valid. */
  add(fault: Fault): SetFault {
    const set = { id: fault.id ?? this.#newId(), ...sensible(fault) };
    const place = this.#faults.findIndex(({ id }) => id === set.id);
    if (place < 0 && this.#faults.length >= limit)
      throw new Refusal('invalid-request', `${limit} faults are already set. DELETE /__mock/faults removes them.`);
    this.#set(place < 0 ? [...this.#faults, set] : this.#faults.with(place, set));
    return set;
  }

  /** Sets these and no others. @throws {Refusal} when one is not valid; nothing is changed then. */
  replace(faults: readonly Fault[]): void {
    for (const fault of faults) sensible(fault);
    this.clear();
    for (const fault of faults) this.add(fault);
  }

  /** @throws {Refusal} when none has this id. */
  remove(id: string): void {
    if (!this.#faults.some((each) => each.id === id))
      throw new Refusal('not-found', `No fault ${JSON.stringify(id)} is set. GET /__mock/faults lists those that are.`);
    this.#set(this.#faults.filter((each) => each.id !== id));
  }

  /** Forgets all faults, or those of one space. */
  clear(space?: string): void {
    this.#set(space === undefined ? [] : this.#faults.filter((each) => each.space !== space));
  }

  /**
   * What goes wrong with a request. Of each effect the first fault that has it counts; one that has nothing to add is kept
   * for another request.
   */
  async take(target: FaultCandidate): Promise<Effects> {
    const taken: Effects = {};
    for (const fault of this.#faults) {
      if (!(await concerns(fault, target)) || !(await this.#happens(fault))) continue;
      const effects = await this.effectsOf(fault);
      const adds = Object.keys(effects).some((name) => !(name in taken));
      if (adds && this.#spend(fault)) Object.assign(taken, { ...effects, ...taken });
    }
    return taken;
  }

  /** What one fault does. A delay within limits is drawn. */
  async effectsOf({ id = 'header', delay, connection, error, status, body }: Fault): Promise<Effects> {
    return {
      ...(delay !== undefined && { delay: typeof delay === 'number' ? delay : within(delay, await this.#draw(id)) }),
      ...(connection !== undefined && { connection }),
      ...(error !== undefined && { error }),
      ...(status !== undefined && { answer: { status, ...(body !== undefined && { body }) } }),
    };
  }

  /** Ends everything that a fault holds up. */
  close(): void {
    this.#closing.abort();
  }

  #set(faults: readonly SetFault[]): void {
    if (faults.length === 0 && this.#faults.length === 0) return;
    this.#faults = faults;
    this.#changed();
  }

  #newId(): string {
    const id = `fault-${(this.#given += 1)}`;
    return this.#faults.some((each) => each.id === id) ? this.#newId() : id;
  }

  /** Counts one time; false when another request has had the last of them meanwhile. */
  #spend({ id }: SetFault): boolean {
    const fault = this.#faults.find((each) => each.id === id);
    if (!fault) return false;
    const { times } = fault;
    if (times === 1) this.remove(id);
    else if (times !== undefined) this.add({ ...fault, times: times - 1 });
    return true;
  }

  async #happens({ id, probability = 1 }: SetFault): Promise<boolean> {
    return probability >= 1 || (probability > 0 && fraction(await this.#draw(id)) < probability);
  }

  async #draw(id: string): Promise<Draw> {
    return (await this.#random())('fault', id, (this.#drawn += 1));
  }
}

function within({ from, to }: { readonly from: number; readonly to: number }, draw: Draw): number {
  return from + Math.floor(fraction(draw) * (to - from + 1));
}

/** At least 0, less than 1. */
function fraction(draw: Draw): number {
  return Number(`0.${draw.digits(9)}`);
}

/** Without an operation it is about all of the contract, so that a page's own session goes on. */
async function concerns(fault: SetFault, { operation, contract, space, provider }: FaultCandidate): Promise<boolean> {
  if (fault.operation === undefined ? !contract : fault.operation !== operation) return false;
  if (fault.error !== undefined && operation !== 'sendTestMessage') return false;
  if (fault.space !== undefined && fault.space !== space) return false;
  return fault.provider === undefined || fault.provider === (await provider());
}

/** The fault, checked for what a schema cannot express. @throws {Refusal} */
export function sensible(fault: Fault, operation: OperationId = fault.operation ?? 'sendTestMessage'): Fault {
  const refuse = (path: string, message: string): never => {
    throw new Refusal('invalid-request', `The fault is not valid: ${path} ${message}.`, {
      violations: [{ path: `/body/${path}`, message, rule: 'sense' }],
    });
  };
  const { delay, error, body, status } = fault;
  if (typeof delay === 'object' && delay.from > delay.to)
    refuse('delay', `must not end (${delay.to}) before it begins (${delay.from})`);
  if (error !== undefined && operation !== 'sendTestMessage')
    refuse('error', `is for test sends only, not for ${operation}`);
  if (body !== undefined && status === undefined) refuse('body', 'requires a status');
  return fault;
}
