// The documents at work: matching, security, requests and answers are validated by express-openapi-validator, stage by stage,
// so that other stages can stand between its own.
import { setImmediate } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { OpenAPIV3 } from 'openapi-types';
import type { Documents } from '../document/load.ts';
import type { Operation } from '../document/operations.ts';
import { once } from '../once.ts';
import { contextOf } from './context.ts';
import { rehearse } from './rehearse.ts';
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
  /**
   * Compiles ahead what the operations of the contract and of its session need, one after the other with room for requests
   * between them. Those of the control API are three times as many, and a user of the mock needs few of them.
   */
  warm(): Promise<void>;
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

const stageNames = {
  pathParameters: 'pathParamsMiddleware',
  metadata: 'metadataMiddleware',
  security: 'securityMiddleware',
  request: 'requestMiddleware',
  response: 'responseMiddleware',
} as const;
type Stages = Record<keyof typeof stageNames, RequestHandler>;

/**
 * Builds the stages from the documents. Each document has a validator of its own, which is made for the first request that
 * is about it.
 */
export function createValidation(options: ValidationOptions): Validation {
  const part = (name: keyof Documents) => ({
    ...options,
    paths: pathsOf(options.documents[name]),
    stages: once(() => createStages(name, options)),
  });
  const [contract, session, control] = [part('contract'), part('session'), part('control')];
  const partOf = (path: string) => [control, session].find(({ paths }) => paths.test(path)) ?? contract;
  const stage =
    (name: keyof Stages): RequestHandler =>
    (request, response, next) =>
      partOf(request.path).stages()[name](request, response, next);
  return {
    match: [stage('pathParameters'), stage('metadata'), rememberOperation(options.operations)],
    security: stage('security'),
    request: stage('request'),
    response: stage('response'),
    async warm() {
      for (const operation of options.operations) {
        if (operation.document === 'control') continue;
        await rehearse({ contract, session }[operation.document].stages(), operation);
        await setImmediate();
      }
    },
  };
}

/** Paths that are a document's own, with or without a slash at the end. */
function pathsOf({ paths }: OpenAPIV3.Document): RegExp {
  const templates = Object.keys(paths).map((path) =>
    path
      .split(/\{[^}]+\}/)
      .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('[^/]+'),
  );
  return new RegExp(`^(?:${templates.join('|')})/?$`);
}

function createStages(
  name: keyof Documents,
  { documents, securityHandlers, onUnfittingAnswer }: ValidationOptions,
): Stages {
  const stages = OpenApiValidator.middleware({
    apiSpec: standingAlone(documents, name) as never, // the validator's own copy of the same types
    validateApiSpec: false, // done when the documents were loaded
    validateRequests: { allErrors: true },
    validateResponses: { onError: onUnfittingAnswer },
    validateSecurity: { handlers: securityHandlers },
    ajvFormats: { mode: 'full' }, // the default lets month 13 pass
    fileUploader: false, // bodies are read by a stage of ours
  });
  const named = Object.entries(stageNames).map(([key, functionName]) => {
    const stage = stages.find((each) => each.name === functionName);
    if (!stage) throw new Error(`express-openapi-validator has no stage ${functionName} in this version`);
    return [key, stage];
  });
  return Object.fromEntries(named) as Stages; // every name is there
}

/** A document with what it takes from the others. A path prefix in `servers` would let the same path without it pass unvalidated. */
function standingAlone({ contract, session, control }: Documents, name: keyof Documents): OpenAPIV3.Document {
  const document = { contract, session, control }[name];
  return {
    openapi: contract.openapi,
    info: document.info,
    servers: [{ url: '/' }],
    paths: withSecurity(document),
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
