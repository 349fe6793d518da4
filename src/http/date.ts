// The Date header of responses, by the clock of the mock.
import type { RequestHandler } from 'express';

interface Clock {
  readonly now: () => Date;
  readonly isReal: boolean;
}

/** Dates each response, if the clock does not show the real time: Node.js knows that one. */
export function dateResponses(clock: Clock): RequestHandler {
  return (_request, response, next) => {
    if (!clock.isReal) response.setHeader('Date', clock.now().toUTCString());
    next();
  };
}
