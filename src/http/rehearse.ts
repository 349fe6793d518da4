// What the validator compiles for an operation at its first request, compiled ahead.
import type { Request, RequestHandler, Response } from 'express';
import type { OpenAPIV3 } from 'openapi-types';
import type { Operation } from '../document/operations.ts';

/** The stages of the validator that compile something. */
export interface Rehearsed {
  readonly metadata: RequestHandler;
  readonly request: RequestHandler;
  readonly response: RequestHandler;
}

/** Asks the stages about requests of an operation, one for each media type that it takes. None need fit, and nothing is sent. */
export async function rehearse(stages: Rehearsed, { method, path, definition }: Operation): Promise<void> {
  const { content = {} } = (definition.requestBody ?? {}) as Partial<OpenAPIV3.RequestBodyObject>;
  const types = Object.keys(content);
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
    const response = { json: () => response, statusCode: 200, getHeaders: () => ({}) } as unknown as Response;
    const ask = (stage: RequestHandler): Promise<unknown> =>
      new Promise((resolve) => void stage(request, response, resolve));
    await ask(stages.metadata);
    await ask(stages.request);
    await ask(stages.response);
    response.json({});
  }
}
