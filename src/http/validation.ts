// Validation by express-openapi-validator. Its decisions are kept where they
// depend on the operation alone, or on texts that repeat.
import { setImmediate } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { applyAssumptions } from '../assumptions/apply.ts';
import type { Assumptions } from '../assumptions/table.ts';
import { type Documents, loadDocuments } from '../document/load.ts';
import { listOperations, type Operation } from '../document/operations.ts';
import { once } from '../once.ts';
import { acceptKnown } from './known-requests.ts';
import { createMatch } from './match.ts';
import { rehearse } from './rehearse.ts';
import { type CheckResponse, createResponseCheck } from './response-check.ts';
import { requireLogin, securityHandlers } from './security.ts';
import { createValidator, type Matched, schemesOf, type Validator } from './validator.ts';

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

export interface Validated {
  readonly documents: Documents;
  readonly operations: readonly Operation[];
  readonly validation: Validation;
}

/** How many sets of documents are remembered. */
const limit = 32;

/** By the assumptions, where the documents are our own, and by the text of the documents. */
const remembered = new Map<string, Validated>();

/**
 * The documents under assumptions, with their operations and validation. Mocks of one process with the same documents share
 * them, because to compile them takes ten times as long as the rest of a mock: nobody may change the documents.
 * @param file another version of the contract
 * @throws {StartError} when a document cannot be used
 */
export async function loadValidated(assumptions: Assumptions, file?: string): Promise<Validated> {
  const choice = JSON.stringify([assumptions]);
  const known = file === undefined ? remembered.get(choice) : undefined;
  if (known) return known;
  const documents = applyAssumptions(await loadDocuments(file), assumptions);
  const text = JSON.stringify(documents);
  const made = remembered.get(text) ?? validated(documents);
  for (const key of file === undefined ? [choice, text] : [text]) remember(key, made);
  return made;
}

function remember(key: string, made: Validated): void {
  remembered.set(key, made);
  const [oldest] = remembered.keys();
  if (oldest !== undefined && remembered.size > limit) remembered.delete(oldest);
}

function validated(documents: Documents): Validated {
  const operations = listOperations(documents);
  return { documents, operations, validation: createValidation(documents, operations) };
}

/** Each document has a validator of its own, which is made for the first request that is about it. */
function createValidation(documents: Documents, operations: readonly Operation[]): Validation {
  const validators: Readonly<Record<keyof Documents, () => Validator>> = {
    contract: once(() => createValidator('contract', documents, securityHandlers)),
    session: once(() => createValidator('session', documents, securityHandlers)),
    control: once(() => createValidator('control', documents, securityHandlers)),
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
    security: (each) => requireLogin(each, { schemes, validate: stage(each, 'security') }),
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
