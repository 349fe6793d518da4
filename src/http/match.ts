// Finds the operation of a request. The validator decides once for each operation, and explains when there is none.
import type { Request, RequestHandler } from 'express';
import type { OpenAPIV3 } from 'openapi-types';
import type { Documents } from '../document/load.ts';
import type { Operation } from '../document/operations.ts';
import { contextOf } from './context.ts';
import { inOrder } from './pipeline.ts';
import { unknownPath } from './refusal-of.ts';
import { createRoutes, type Route } from './routes.ts';
import type { Matched, MatchedRequest, Validator } from './validator.ts';

export interface MatchOptions {
  readonly documents: Documents;
  readonly operations: readonly Operation[];
  readonly validators: Readonly<Record<keyof Documents, () => Validator>>;
  /** What the validator has found for an operation; later requests for it get the same. */
  readonly matched: Map<Operation, Matched>;
}

/** Finds the operation: else 404, or 405 with Allow. */
export function createMatch({ documents, operations, validators, matched }: MatchOptions): RequestHandler {
  const findRoute = createRoutes(operations);
  const ask = createAsk({ documents, operations, validators, matched });
  return (request, response, next) => {
    const route = findRoute(request.method, pathOf(request));
    const known = route && matched.get(route.operation);
    if (!known) {
      ask(request, response, next);
      return;
    }
    const pathParams = { ...route.pathParameters };
    (request as MatchedRequest).openapi = { ...known, pathParams };
    request.params = pathParams;
    Object.assign(contextOf(response), route);
    next();
  };
}

/** As the validator reads it. */
function pathOf({ originalUrl }: Request): string {
  const end = originalUrl.indexOf('?');
  return end < 0 ? originalUrl : originalUrl.slice(0, end);
}

/** The stage that has the validator look. */
function createAsk({ documents, operations, validators, matched }: MatchOptions): RequestHandler {
  const names = ['control', 'session'] as const;
  const paths = names.map((name) => ({ name, pattern: patternOf(documents[name]) }));
  const byId = new Map(operations.map((operation) => [operation.definition.operationId, operation]));
  const look: RequestHandler = (request, response, next) => {
    const name = paths.find(({ pattern }) => pattern.test(request.path))?.name ?? 'contract';
    const { pathParameters, metadata } = validators[name]();
    inOrder([pathParameters, metadata])(request, response, next);
  };
  const remember: RequestHandler = (request, response, next) => {
    const { openapi } = request as MatchedRequest;
    const operation = byId.get(openapi?.schema?.operationId);
    // The validator takes a path with a slash at its end for the one without.
    if (!openapi || !operation || (hasSlashAtEnd(request.path) && !hasSlashAtEnd(operation.path)))
      throw unknownPath(request.originalUrl);
    matched.set(operation, openapi);
    Object.assign(contextOf(response), { operation, pathParameters: openapi.pathParams } satisfies Route);
    next();
  };
  return inOrder([look, remember]);
}

const hasSlashAtEnd = (path: string): boolean => path.length > 1 && path.endsWith('/');

/** Paths that are a document's own, with or without a slash at the end. */
function patternOf({ paths }: OpenAPIV3.Document): RegExp {
  const templates = Object.keys(paths).map((path) =>
    path
      .split(/\{[^}]+\}/)
      .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('[^/]+'),
  );
  return new RegExp(`^(?:${templates.join('|')})/?$`);
}
