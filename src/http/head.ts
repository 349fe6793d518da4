// HEAD is GET without a body (RFC 9110, 9.3.2). Node itself leaves the body out, because it knows what was asked.
import type { RequestHandler } from 'express';

/** Has every later stage see GET, since the documents, and so the validator, know no HEAD. */
export function headAsGet(): RequestHandler {
  return (request, _response, next) => {
    if (request.method === 'HEAD') request.method = 'GET';
    next();
  };
}
