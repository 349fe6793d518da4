// Below a path of another application the mock goes by its own paths, in its journal and its refusals as well.
import type { RequestHandler } from 'express';

/** Forgets the path that the mock is mounted at. Express has cut it from `url` alone. */
export function asRoot(): RequestHandler {
  return (request, _response, next) => {
    request.originalUrl = request.url;
    next();
  };
}
