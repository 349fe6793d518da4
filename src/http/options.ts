// OPTIONS for the server as a whole (RFC 9110, 9.3.7), which load balancers send to see whether it is up.
import type { RequestHandler } from 'express';

/** Answers `OPTIONS *`, and unless there is an upstream, `OPTIONS /`, as HAProxy sends it. */
export function answerOptions(hasUpstream: boolean): RequestHandler {
  return ({ method, url }, response, next) => {
    if (method !== 'OPTIONS' || (url !== '*' && (hasUpstream || url !== '/'))) return next();
    response.status(204).end();
  };
}
