// Mounted below a path of another application, or asked by an absolute URL, the mock uses its own paths, also in its journal and
// its refusals.
import type { RequestHandler } from 'express';

/** Forgets what stands before the path: where the mock is mounted, which Express has cut from `url` alone, and a whole origin, as clients of a proxy send it (RFC 9112, 3.2.2). */
export function asRoot(): RequestHandler {
  return (request, _response, next) => {
    if (/^https?:/i.test(request.url))
      request.url = request.url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
    request.originalUrl = request.url;
    next();
  };
}
