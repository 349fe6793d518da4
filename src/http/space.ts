// The X-Space header as the name of a space.
import type { RequestHandler } from 'express';
import type { Assumptions } from '../assumptions/table.ts';
import { contextOf } from './context.ts';

/** The space of requests that name none, where that is assumed (vendor's documents). */
export const defaultSpace = 'default_space';

/** Decodes the header, and puts the default in the place of a missing one where that is assumed. */
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

/** Node reads a header's bytes as Latin-1; names are sent in UTF-8, so bytes that are valid UTF-8 are taken as such. */
export function decodeHeader(header: string): string {
  if (isAscii(header)) return header;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}

const isAscii = (text: string): boolean => !/[\u0080-\u00ff]/.test(text);
