// The one door: an Express application with a route for each operation. It is what listens, what is mounted, and what tests ask.
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler, Router } from 'express';
import type { methods, Operation } from '../document/operations.ts';
import { Refusal } from '../refusal/refusal.ts';
import { contextOf } from './context.ts';

export interface Stages {
  /** What every request passes, in this order. */
  readonly everyRequest: readonly RequestHandler[];
  readonly operations: readonly Operation[];
  /** What the requests of an operation pass then; the last one answers. */
  readonly stagesFor: (operation: Operation) => readonly RequestHandler[];
  /** What is tried with requests of no operation, before they are refused. */
  readonly otherwise: readonly RequestHandler[];
  /** Where every error ends. */
  readonly answerErrors: ErrorRequestHandler;
}

/** The application, which hands every request to the routes that are current. */
export function createApp(current: () => Router): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('query parser', 'simple').set('env', 'production'); // its own page for errors shows no stack then
  app.use((request, response, next) => current()(request, response, next));
  return app;
}

/** Routes that answer every request: unknown paths with 404, other methods of known paths with 405. */
export function createRoutes({ everyRequest, operations, stagesFor, otherwise, answerErrors }: Stages): Router {
  const routes = Router({ caseSensitive: true, strict: true });
  routes.use(...everyRequest);
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const own = operations.filter((operation) => operation.path === path);
    const route = routes.route(patternOf(path));
    for (const operation of own)
      route[operation.method as (typeof methods)[number]](note(operation), ...stagesFor(operation));
    route.all(...otherwise, refuseMethod(own));
  }
  routes.use(...otherwise, refusePath, answerErrors);
  return routes;
}

/** A path of the document as Express writes it; what has a meaning there stands for itself. */
function patternOf(path: string): string {
  return path
    .split(/(\{[^}]+\})/)
    .map((part) =>
      part.startsWith('{') ? `:"${part.slice(1, -1)}"` : part.replaceAll(/[{}()[\]+?!:*\\]/g, String.raw`\$&`),
    )
    .join('');
}

/** Tells the later stages whose request it is. */
function note(operation: Operation): RequestHandler {
  return (request, response, next) => {
    const context = contextOf(response);
    context.operation = operation;
    context.pathParameters = { ...request.params } as Record<string, string>; // there are no wildcards
    next();
  };
}

function refuseMethod(operations: readonly Operation[]): RequestHandler {
  const methods = operations.map(({ method }) => method.toUpperCase());
  const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
  return (_request, response) => {
    const { method } = contextOf(response);
    throw new Refusal('wrong-method', `${method} is not allowed here. Allowed: ${allowed}.`, {
      headers: { Allow: allowed },
    });
  };
}

function refusePath({ path }: Request): never {
  throw new Refusal(
    'unknown-path',
    `The path ${path} does not exist. GET /__mock/openapi.json lists the paths of the contract.`,
  );
}
