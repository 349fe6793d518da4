// The active faults: for which requests, and how often. What happens on the wire is up to http/.
import type { Fault, OperationId, ProviderName } from '../document/schemas.ts';
import type { Draw, Random } from '../random/random.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Change } from '../store/change-queue.ts';
import type { SharedValue } from '../store/shared-value.ts';
import type { Effects } from './effects.ts';
import { fraction, within } from './chance.ts';
import { sending, sensible } from './sensible.ts';

/** A request as far as faults look at it. */
export interface FaultCandidate {
  readonly operation: OperationId;
  /** Whether the operation is one of the contract's. */
  readonly contract: boolean;
  readonly space: string;
  /** The name of the user who is logged in, or logs in. */
  readonly user: string | undefined;
  /** Of the setting that is put, or through which a test send goes. */
  readonly provider: () => Promise<ProviderName | undefined>;
}

/** A fault that is set. */
export type SetFault = Fault & { readonly id: string };

/** How many can be set at a time in one space, and so many without a space. */
const limit = 100;

/** The faults that are set. */
export interface FaultState {
  /** How many were given an id. */
  readonly given: number;
  /** In the order in which they are tried. */
  readonly faults: readonly SetFault[];
}

export const noFaults: FaultState = { given: 0, faults: [] };

interface Options {
  readonly state: SharedValue<FaultState>;
  readonly random: () => Promise<Random>;
  /** Called after every change of the list. */
  readonly changed?: () => void;
}

export class Faults {
  readonly #state: SharedValue<FaultState>;
  readonly #random: () => Promise<Random>;
  readonly #changed: () => void;
  readonly #closing = new AbortController();
  #drawn = 0;

  constructor({ state, random, changed = () => undefined }: Options) {
    [this.#state, this.#random, this.#changed] = [state, random, changed];
  }

  /** Aborted when the mock is closing, so that nothing waits any longer. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** In the order in which they are tried. */
  list(): readonly SetFault[] {
    const { faults } = this.#state.current;
    return faults.some(hasEnded) ? faults.filter((fault) => !hasEnded(fault)) : faults;
  }

  /** Adds a fault, or replaces the one with the same id. @throws {Refusal} when it is not valid. */
  add(fault: Fault): Promise<SetFault> {
    return this.#change((state) => {
      const { set, value } = withFault(state, fault);
      return { value, result: set };
    });
  }

  /** Sets these and no others. @throws {Refusal} when one is not valid; nothing is changed then. */
  replace(faults: readonly Fault[]): Promise<void> {
    return this.#change(({ given }) => ({
      value: faults.reduce((state, fault) => withFault(state, fault).value, { ...noFaults, given }),
      result: undefined,
    }));
  }

  /** @throws {Refusal} when none has this id. */
  remove(id: string): Promise<void> {
    return this.#change((state) => {
      if (!state.faults.some((each) => each.id === id))
        throw new Refusal(
          'not-found',
          `No fault ${JSON.stringify(id)} is set. GET /__mock/faults lists those that are.`,
        );
      return { value: without(state, (each) => each.id === id), result: undefined };
    });
  }

  /** Forgets all faults, or those of one space. */
  clear(space?: string): Promise<void> {
    return this.#change((state) => ({
      value: without(state, (each) => space === undefined || each.space === space),
      result: undefined,
    }));
  }

  /**
   * What goes wrong with a request. Of each effect the first fault that has it counts; one that has nothing to add is kept
   * for another request.
   */
  async take(target: FaultCandidate): Promise<Effects> {
    const taken: Effects = {};
    for (const fault of this.list()) {
      if (!(await concerns(fault, target)) || !(await this.#happens(fault))) continue;
      const effects = await this.effectsOf(fault);
      const adds = Object.keys(effects).some((name) => !(name in taken));
      if (adds && (await this.#spend(fault))) Object.assign(taken, { ...effects, ...taken });
    }
    return taken;
  }

  /** What one fault does. A delay within limits is drawn. */
  async effectsOf({ id = 'header', delay, connection, error, headers, token, status, body }: Fault): Promise<Effects> {
    return {
      ...(delay !== undefined && { delay: typeof delay === 'number' ? delay : within(delay, await this.#draw(id)) }),
      ...(connection !== undefined && { connection }),
      ...(error !== undefined && { error }),
      ...(headers !== undefined && { headers }),
      ...(token !== undefined && { token }),
      ...(status !== undefined && { answer: { status, ...(body !== undefined && { body }) } }),
    };
  }

  /** Ends everything that a fault holds up. */
  close(): void {
    this.#closing.abort();
  }

  async #change<R>(apply: (state: FaultState) => Change<FaultState, R>): Promise<R> {
    const { result, isChanged } = await this.#state.change((state) => {
      const { value, result } = apply(state);
      return { value, result: { result, isChanged: value !== state } };
    });
    if (isChanged) this.#changed();
    return result;
  }

  /** Counts one time; false when another request has had the last of them meanwhile. */
  async #spend({ id, times }: SetFault): Promise<boolean> {
    if (times === undefined) return this.list().some((each) => each.id === id);
    return this.#change((state) => {
      const fault = state.faults.find((each) => each.id === id);
      if (!fault) return { value: state, result: false };
      const { times: left = 1 } = fault;
      const value =
        left === 1
          ? without(state, (each) => each === fault)
          : { ...state, faults: state.faults.map((each) => (each === fault ? { ...fault, times: left - 1 } : each)) };
      return { value, result: true };
    });
  }

  async #happens({ id, probability = 1 }: SetFault): Promise<boolean> {
    return probability >= 1 || (probability > 0 && fraction(await this.#draw(id)) < probability);
  }

  async #draw(id: string): Promise<Draw> {
    return (await this.#random())('fault', id, (this.#drawn += 1));
  }
}

/** @throws {Refusal} when it is not valid, or there are too many. */
function withFault(state: FaultState, fault: Fault): { readonly set: SetFault; readonly value: FaultState } {
  const { id, given } = fault.id === undefined ? newId(state) : { id: fault.id, given: state.given };
  const set = { id, ...ending(sensible(fault)) };
  const faults = state.faults.filter((each) => !hasEnded(each));
  const place = faults.findIndex((each) => each.id === id);
  if (place < 0) requireRoom(faults, fault.space);
  return { set, value: { given, faults: place < 0 ? [...faults, set] : faults.with(place, set) } };
}

/** Those of other spaces are in nobody's way. @throws {Refusal} */
function requireRoom(faults: readonly SetFault[], space: string | undefined): void {
  if (faults.filter((each) => each.space === space).length < limit) return;
  const where = space === undefined ? 'without a space' : `in the space ${JSON.stringify(space)}`;
  throw new Refusal(
    'invalid-request',
    `${limit} faults ${where} are already set. Remove your own with DELETE /__mock/faults/{id}, or have them end by themselves with "times" or "seconds".`,
  );
}

/** With the time at which it ends. */
const ending = ({ endsAt: _told, ...fault }: Fault): Fault =>
  fault.seconds === undefined
    ? fault
    : { ...fault, endsAt: new Date(Date.now() + fault.seconds * 1_000).toISOString() };

const hasEnded = ({ endsAt }: Fault): boolean => endsAt !== undefined && Date.parse(endsAt) <= Date.now();

function newId({ given, faults }: FaultState): { readonly id: string; readonly given: number } {
  const id = `fault-${given + 1}`;
  return faults.some((each) => each.id === id) ? newId({ given: given + 1, faults }) : { id, given: given + 1 };
}

/** The same state where there is nothing to leave out. */
function without(state: FaultState, isGone: (fault: SetFault) => boolean): FaultState {
  const faults = state.faults.filter((each) => !isGone(each));
  return faults.length === state.faults.length ? state : { ...state, faults };
}

/** Without an operation it is about all of the contract, so that a page's own session goes on. */
async function concerns(
  fault: SetFault,
  { operation, contract, space, user, provider }: FaultCandidate,
): Promise<boolean> {
  if (fault.operation === undefined ? !contract : fault.operation !== operation) return false;
  if (fault.error !== undefined && !sending.has(operation)) return false;
  if (fault.space !== undefined && fault.space !== space) return false;
  if (fault.user !== undefined && fault.user !== user) return false;
  return fault.provider === undefined || fault.provider === (await provider());
}
