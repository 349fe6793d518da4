// The X-Space header as the name of a space.
import { defaultSpace } from '../document/default-space.ts';
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import type { Assumptions } from '../assumptions/table.ts';
import { Refusal } from '../refusal/refusal.ts';
import { contextOf } from './context.ts';
import { decodeHeader } from './header-text.ts';

/** Decodes the header. Where it is missing or empty, names the default space under that assumption. */
export function readSpace(assumptions: Assumptions): RequestHandler {
  return (request, response, next) => {
    const { headers } = request;
    const lack = lackOf(headers);
    const sent = headers['x-space'];
    const name = typeof sent === 'string' ? decodeHeader(sent) : '';
    const space = lack && assumptions[lack] === 'default' ? defaultSpace : name;
    if (sent !== undefined || space !== '') headers['x-space'] = space;
    if (space !== '') contextOf(response).space = space;
    next();
  };
}

/** Refuses a request that names no space as if it had no authorization. Under other assumptions, the validator decides. */
export function requireSpace(assumptions: Assumptions): RequestHandler {
  return ({ headers }, _response, next) => {
    const lack = lackOf(headers);
    if (lack && ['401', '403'].includes(assumptions[lack]))
      throw new Refusal(
        lack,
        `The X-Space header is ${lack === 'missing-space' ? 'missing' : 'empty'}. Send the name of a space, for example ${defaultSpace}.`,
      );
    next();
  };
}

/** What a request without the name of a space lacks, as the assumption that decides about it. */
function lackOf({ 'x-space': sent }: IncomingHttpHeaders): 'missing-space' | 'empty-space' | undefined {
  if (sent === undefined) return 'missing-space';
  return sent === '' ? 'empty-space' : undefined;
}
