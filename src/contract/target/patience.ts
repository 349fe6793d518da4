// A request to which no response came, or only one of a proxy, is sent again, if it may be sent twice.
import { setTimeout as wait } from 'node:timers/promises';
import { isFromProxy } from './response.ts';
import type { Repeated } from './repeated.ts';
import { lost, NetworkError } from './network-error.ts';
import type { Target, TargetRequest, TargetResponse } from './http.ts';

/** How often a request is sent in all. */
const mostTries = 4;

/** Milliseconds before the first repetition; each later pause is three times as long. */
const firstPause = 50;

/** No more repetitions after so many milliseconds: a target that lets a request time out is not asked for the same four times. */
const longEnough = 5_000;

/** The same target, which sends a request again while there is hope that the next response is one of the backend. */
export function patient(target: Target, repeated: Repeated): Target {
  let breaks = 0;
  const send = async (asked: TargetRequest): Promise<TargetResponse> => {
    const [started, before] = [Date.now(), breaks];
    for (let tries = 1; ; tries += 1) {
      const outcome = await target.send(asked).catch(lost);
      const isLast = asked.once || tries === mostTries || Date.now() - started > longEnough || breaks !== before;
      if (isLast || !mayPass(outcome)) return responseOf(outcome);
      repeated.count(outcome instanceof NetworkError ? 'no response' : String(outcome.status));
      await wait(firstPause * 3 ** (tries - 1));
    }
  };
  return {
    ...target,
    send,
    interrupt() {
      breaks += 1;
      target.interrupt();
    },
  };
}

const mayPass = (outcome: TargetResponse | NetworkError): boolean =>
  outcome instanceof NetworkError ? outcome.mayPass : isFromProxy(outcome);

function responseOf(outcome: TargetResponse | NetworkError): TargetResponse {
  if (outcome instanceof NetworkError) throw outcome;
  return outcome;
}
