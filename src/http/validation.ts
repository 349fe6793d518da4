// The documents at work: matching, security, requests and answers are validated by express-openapi-validator, stage by stage,
// so that other stages can stand between its own.
import type { RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { OpenAPIV3 } from 'openapi-types';
import type { Documents } from '../document/load.ts';
import type { Operation } from '../document/operations.ts';
import { contextOf } from './context.ts';
import { unknownPath } from './refusal-of.ts';

export interface Validation {
  /** Finds the operation: else 404, or 405 with Allow. */
  readonly match: RequestHandler[];
  /** 401 without a valid token. */
  readonly security: RequestHandler;
  /** 400 for parameters and bodies that do not fit. */
  readonly request: RequestHandler;
  /** Answers that do not fit are not sent. */
  readonly response: RequestHandler;
}

type SecurityHandlers = NonNullable<
  Exclude<Parameters<typeof OpenApiValidator.middleware>[0]['validateSecurity'], boolean | undefined>['handlers']
>;
type OnUnfitting = NonNullable<
  Exclude<Parameters<typeof OpenApiValidator.middleware>[0]['validateResponses'], boolean | undefined>['onError']
>;

export interface ValidationOptions {
  readonly documents: Documents;
  readonly operations: readonly Operation[];
  readonly securityHandlers: SecurityHandlers;
  readonly onUnfittingAnswer: OnUnfitting;
}

/** Builds the stages from the documents, which are served as one. */
export function createValidation(options: ValidationOptions): Validation {
  const stages = OpenApiValidator.middleware({
    apiSpec: together(options.documents) as never, // the validator's own copy of the same types
    validateApiSpec: false, // done when the documents were loaded
    validateRequests: { allErrors: true },
    validateResponses: { onError: options.onUnfittingAnswer },
    validateSecurity: { handlers: options.securityHandlers },
    ajvFormats: { mode: 'full' }, // the default lets month 13 pass
    fileUploader: false, // bodies are read by a stage of ours
  });
  const named = (name: string): RequestHandler => {
    const stage = stages.find((each) => each.name === name);
    if (!stage) throw new Error(`express-openapi-validator has no stage ${name} in this version`);
    return stage as RequestHandler;
  };
  return {
    match: [named('pathParamsMiddleware'), named('metadataMiddleware'), rememberOperation(options.operations)],
    security: named('securityMiddleware'),
    request: named('requestMiddleware'),
    response: named('responseMiddleware'),
  };
}

/** One document with the paths of all. A path prefix in `servers` would let the same path without it pass unvalidated. */
function together({ contract, session, control }: Documents): OpenAPIV3.Document {
  return {
    openapi: contract.openapi,
    info: contract.info,
    servers: [{ url: '/' }],
    paths: {
      ...withSecurity(contract),
      ...withSecurity(session),
      ...withSecurity(control),
    },
    components: {
      securitySchemes: { ...contract.components?.securitySchemes, ...session.components?.securitySchemes },
    },
  };
}

/** A document's own default security, written at each of its operations. */
function withSecurity({ paths, security = [] }: OpenAPIV3.Document): OpenAPIV3.PathsObject {
  const secured = Object.entries(paths).map(([path, item = {}]) => {
    const operations = Object.entries(item).map(([key, value]) =>
      ['get', 'put', 'post', 'delete'].includes(key) ? [key, { security, ...(value as object) }] : [key, value],
    );
    return [path, Object.fromEntries(operations)];
  });
  return Object.fromEntries(secured) as OpenAPIV3.PathsObject;
}

/** What the validator leaves on a request. */
interface Matched {
  readonly openapi?: { readonly schema?: OpenAPIV3.OperationObject; readonly pathParams?: Record<string, string> };
}

const hasSlashAtEnd = (path: string): boolean => path.length > 1 && path.endsWith('/');

function rememberOperation(operations: readonly Operation[]): RequestHandler {
  const byId = new Map(operations.map((operation) => [operation.definition.operationId, operation]));
  return (request, response, next) => {
    const { schema, pathParams } = (request as Matched).openapi ?? {};
    const operation = byId.get(schema?.operationId);
    // The validator takes a path with a slash at its end for the one without.
    if (!operation || (hasSlashAtEnd(request.path) && !hasSlashAtEnd(operation.path)))
      throw unknownPath(request.originalUrl);
    Object.assign(contextOf(response), { operation, pathParameters: pathParams ?? {} });
    next();
  };
}
