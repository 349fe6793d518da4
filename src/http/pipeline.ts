// Runs the stages of a request one after the other.
import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import type { Operation } from '../document/operations.ts';
import { once } from '../once.ts';
import { contextOf } from './context.ts';

/**
 * One handler made of many. Each stage hands over by calling `next`; what a stage throws, rejects with or passes to `next` ends
 * the way, and goes to `refuse`, or else to the caller of the handler. A router would do the same, and look for a matching
 * path before every stage.
 */
export function inOrder(stages: readonly RequestHandler[], refuse?: ErrorRequestHandler): RequestHandler {
  return (request, response, next) => {
    const end = (error: unknown): void => {
      try {
        void refuse?.(error, request, response, next);
      } catch (failure) {
        next(failure);
      }
    };
    run({ stages, request, response, done: refuse ? (end as NextFunction) : next }, 0);
  };
}

/** A stage that goes on with the stages for the operation that was found. */
export function byOperation(
  operations: readonly Operation[],
  stagesFor: (operation: Operation) => readonly RequestHandler[],
): RequestHandler {
  const ways = new Map(operations.map((each) => [each, once(() => inOrder(stagesFor(each)))]));
  return (request, response, next) => {
    const { operation } = contextOf(response);
    const way = operation && ways.get(operation);
    if (!way) throw new Error('No operation was found for a request that has passed all that looks for one.');
    way()(request, response, next);
  };
}

interface Way {
  readonly stages: readonly RequestHandler[];
  readonly request: Request;
  readonly response: Response;
  readonly done: NextFunction;
}

function run(way: Way, index: number): void {
  const stage = way.stages[index];
  if (!stage) return way.done();
  const next = (error?: unknown): void => (error ? way.done(error) : run(way, index + 1)); // some pass null for none
  try {
    const running: unknown = stage(way.request, way.response, next);
    if (running instanceof Promise) running.catch(way.done);
  } catch (error) {
    way.done(error);
  }
}
