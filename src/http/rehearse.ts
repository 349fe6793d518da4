// Makes the validator compile what it needs for an operation, ahead of the first request.
import type { Request, RequestHandler, Response } from 'express';
import type { OpenAPIV3 } from 'openapi-types';
import type { Operation } from '../document/operations.ts';
import type { Matched, MatchedRequest, Validator } from './validator.ts';

/**
 * Asks the validator about requests for an operation, one for each media type that it takes. None need fit, and nothing is sent.
 * @returns what the validator leaves on a request for it
 */
export async function rehearse(
  { metadata, request: validate }: Pick<Validator, 'metadata' | 'request'>,
  { method, path, definition }: Operation,
): Promise<Matched | undefined> {
  const { content = {} } = (definition.requestBody ?? {}) as Partial<OpenAPIV3.RequestBodyObject>;
  const types = Object.keys(content);
  let matched: Matched | undefined;
  for (const type of types.length > 0 ? types : [undefined]) {
    const request = {
      method: method.toUpperCase(),
      path,
      originalUrl: path,
      baseUrl: '',
      headers: type === undefined ? {} : { 'content-type': type },
      query: {},
      params: {},
      cookies: {},
      body: {},
      app: { enabled: () => true },
    } as unknown as Request; // all that the validator looks at
    const ask = (stage: RequestHandler): Promise<unknown> =>
      new Promise((resolve) => void stage(request, {} as Response, resolve));
    await ask(metadata);
    await ask(validate);
    matched = (request as MatchedRequest).openapi;
  }
  return matched;
}
