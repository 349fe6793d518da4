// Mounted below a path of another application, the mock uses its own paths, also in its journal and its refusals.
import type { RequestHandler } from 'express';

/** Forgets the path that the mock is mounted at. Express has cut it from `url` alone. */
export function asRoot(): RequestHandler {
  return (request, _response, next) => {
    request.originalUrl = request.url;
    next();
  };
}
