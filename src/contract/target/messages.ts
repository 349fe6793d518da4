// The test messages of a run: how many there may be, and when a send is repeated.
import type { Repeated } from './repeated.ts';
import { isFromProxy } from './response.ts';
import { lost, NetworkError } from './network-error.ts';
import type { Target, TargetRequest, TargetResponse } from './http.ts';

/** The most test messages that a run asks for, with repetitions; tests hold it. */
export const mostMessages = 100;

/** How many of them are for sends that are repeated. */
const mostRepetitions = 20;

/** How often one send goes out in all. */
const mostTries = 3;

export class Messages {
  /** Statuses of proxies with which the target itself responds to a send: a provider does not respond, or refuses. */
  readonly #usual = new Set<number>();
  readonly #repeated: Repeated;
  #repetitions = 0;
  #sent = 0;

  constructor(repeated: Repeated) {
    this.#repeated = repeated;
  }

  /** How many sends went out. */
  get sent(): number {
    return this.#sent;
  }

  /**
   * Asks for a message; again if its response is lost, which may send the message twice.
   * @throws {NetworkError} without a response.
   */
  async send(target: Target, request: TargetRequest): Promise<TargetResponse> {
    for (let tries = 1; ; tries += 1) {
      this.#sent += 1;
      const outcome = await target.send({ ...request, once: true }).catch(lost);
      const mayPass = this.#mayPass(outcome);
      if (mayPass && tries < mostTries && this.#repetitions < mostRepetitions) {
        this.#repetitions += 1;
        this.#repeated.count(outcome instanceof NetworkError ? 'no response' : String(outcome.status));
        continue;
      }
      if (outcome instanceof NetworkError) throw outcome;
      if (mayPass) this.#usual.add(outcome.status);
      return outcome;
    }
  }

  #mayPass(outcome: TargetResponse | NetworkError): boolean {
    return outcome instanceof NetworkError ? outcome.mayPass : isFromProxy(outcome) && !this.#usual.has(outcome.status);
  }
}
