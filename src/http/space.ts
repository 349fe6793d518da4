// The X-Space header as the name of a space.
import type { RequestHandler } from 'express';
import type { Assumptions } from '../assumptions/table.ts';
import { contextOf } from './context.ts';
import { decodeHeader } from './header-text.ts';

/** The space of requests without X-Space, under that assumption (vendor's documents). */
export const defaultSpace = 'default_space';

/** Decodes the header, and replaces a missing one by the default space under that assumption. */
export function readSpace(assumptions: Assumptions): RequestHandler {
  return (request, response, next) => {
    const { headers } = request;
    const sent = headers['x-space'];
    const name = typeof sent === 'string' ? decodeHeader(sent) : '';
    const space = name === '' && assumptions['missing-space'] === 'default' ? defaultSpace : name;
    if (sent !== undefined || space !== '') headers['x-space'] = space;
    if (space !== '') contextOf(response).space = space;
    next();
  };
}
