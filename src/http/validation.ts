// Validation by express-openapi-validator. Its decisions are kept where they
// depend on the operation alone, or on texts that repeat.
import { setImmediate } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { Documents } from '../document/load.ts';
import type { Operation } from '../document/operations.ts';
import { once } from '../once.ts';
import { acceptKnown } from './known-requests.ts';
import { createMatch } from './match.ts';
import { rehearse } from './rehearse.ts';
import { type CheckResponse, createResponseCheck } from './response-check.ts';
import { requireLogin } from './security.ts';
import { createValidator, type Matched, schemesOf, type Validator, type ValidatorOptions } from './validator.ts';

export interface Validation {
  /** Finds the operation: else 404, or 405 with Allow. */
  readonly match: RequestHandler;
  /** 401 without a valid token. */
  security(operation: Operation): RequestHandler;
  /** 400 for parameters and bodies that do not fit. */
  request(operation: Operation): RequestHandler;
  /** What checks the responses of an operation that was matched. */
  response(operation: Operation): Promise<CheckResponse>;
  /**
   * Compiles ahead what the operations of the contract and of its session need, one after the other with room for requests
   * between them. Those of the control API are three times as many, and a user of the mock needs few of them.
   */
  warm(): Promise<void>;
}

export interface ValidationOptions extends ValidatorOptions {
  readonly operations: readonly Operation[];
}

/** Each document has a validator of its own, which is made for the first request that is about it. */
export function createValidation(options: ValidationOptions): Validation {
  const { documents, operations, securityHandlers: handlers } = options;
  const validators: Readonly<Record<keyof Documents, () => Validator>> = {
    contract: once(() => createValidator('contract', options)),
    session: once(() => createValidator('session', options)),
    control: once(() => createValidator('control', options)),
  };
  /** A stage of the validator, which is made when it is first asked. */
  const stage =
    ({ document }: Operation, name: keyof Validator): RequestHandler =>
    (request, response, next) =>
      validators[document]()[name](request, response, next);
  const matched = new Map<Operation, Matched>();
  const checks = new Map<Operation, Promise<CheckResponse>>();
  const schemes = schemesOf(documents);
  return {
    match: createMatch({ documents, operations, validators, matched }),
    security: (each) => requireLogin(each, { handlers, schemes, validate: stage(each, 'security') }),
    request: (each) => acceptKnown(each, stage(each, 'request')),
    response(operation) {
      const known = checks.get(operation) ?? createResponseCheck(stage(operation, 'response'), operation, matched);
      checks.set(operation, known);
      return known;
    },
    async warm() {
      for (const operation of operations) {
        if (operation.document === 'control') continue;
        const found = await rehearse(validators[operation.document](), operation);
        if (found) matched.set(operation, found);
        const check = await this.response(operation);
        check({ status: 200, type: 'application/json', body: {} });
        await setImmediate();
      }
    },
  };
}
