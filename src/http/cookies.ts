// The cookies of a request.
import { parse } from 'cookie';
import type { RequestHandler } from 'express';

/** Puts the cookies on the request, by their names. */
export const readCookies: RequestHandler = (request, _response, next) => {
  request.cookies = parse(request.headers.cookie ?? '');
  next();
};
