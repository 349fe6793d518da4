// What checks requests and responses by the documents: requests express-openapi-validator, responses the check of all other values.
import { Router, type RequestHandler } from 'express';
import { applyAssumptions } from '../assumptions/apply.ts';
import type { Assumptions } from '../assumptions/table.ts';
import { forRequests } from '../document/direction.ts';
import { type Documents, loadDocuments } from '../document/load.ts';
import { listOperations, type Operation } from '../document/operations.ts';
import { type CheckResponse, checkOfResponses, type FlawsOfResponse, flawsOfResponses } from '../document/responses.ts';
import { once } from '../common/once.ts';
import { flawsOfSettings } from '../settings/flaws.ts';
import { contextOf } from './context.ts';
import { type Demand, demandsOf } from './security.ts';

export interface Validation {
  /** What lets a request in. */
  demands(operation: Operation): readonly Demand[];
  /** 400 for parameters and bodies that do not fit, with every violation. */
  request(operation: Operation): readonly RequestHandler[];
  /** What checks the responses of an operation. */
  response(operation: Operation): CheckResponse;
  /** What checks those of an upstream. */
  upstream(operation: Operation): FlawsOfResponse;
  /** Prepares the validator, which the first request would wait for. */
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

/** @throws {StartError} for demands that the mock does not know */
function createValidation(documents: Documents, operations: readonly Operation[]): Validation {
  const validator = once(() => createValidator(documents.contract));
  const demands = new Map(operations.map((operation) => [operation, demandsOf(operation, documents)]));
  const validate: RequestHandler = async (request, response, next) => (await validator())(request, response, next);
  const [requests, responses] = [new Map<Operation, RequestHandler[]>(), new Map<Operation, CheckResponse>()];
  const ofUpstream = new Map<Operation, FlawsOfResponse>();
  return {
    demands: (operation) => demands.get(operation) ?? [],
    request(operation) {
      const stages = requests.get(operation) ?? [describe(operation), validate];
      requests.set(operation, stages);
      return stages;
    },
    response(operation) {
      const check = responses.get(operation) ?? checkOfResponses(operation);
      responses.set(operation, check);
      return check;
    },
    upstream(operation) {
      const flaws = ofUpstream.get(operation) ?? withKinds(operation, flawsOfResponses(operation), operations);
      ofUpstream.set(operation, flaws);
      return flaws;
    },
    warm: async () => void (await validator()),
  };
}

/** Settings are checked by their own kinds, too. */
function withKinds({ id }: Operation, flawsOf: FlawsOfResponse, operations: readonly Operation[]): FlawsOfResponse {
  if (id !== 'getSettings') return flawsOf;
  const byKind = flawsOfSettings(operations);
  return (response) => {
    const flaws = flawsOf(response);
    if (flaws.length > 0 || response.status >= 400) return flaws;
    return byKind(response.body).map((flaw) => ({ ...flaw, path: `/body${flaw.path}` }));
  };
}

/**
 * The validator. Left to itself, it looks for the operation of each request by compiling every path of its document anew, and
 * walks through the whole document for each operation that it compiles. Here the route knows the operation: the validator gets
 * a document without any, ignores all paths, and finds the operation on the request.
 */
async function createValidator({ openapi, info }: Documents['contract']): Promise<RequestHandler> {
  const OpenApiValidator = await import('express-openapi-validator'); // large
  const stages = OpenApiValidator.middleware({
    apiSpec: { openapi, info, paths: {} } as never, // the validator's own copy of the same type
    validateApiSpec: false, // done when the documents were loaded
    ignorePaths: () => true,
    validateRequests: { allErrors: true },
    validateResponses: false, // a stage of ours does, also where `json` is not called
    validateSecurity: false, // a stage of ours does, before the body is read
    ajvFormats: { mode: 'full' }, // the default lets month 13 pass
    fileUploader: false, // bodies are read by a stage of ours
  });
  return Router().use(stages as RequestHandler[]);
}

/** Leaves on the request what the validator would have found. */
function describe({ path, definition }: Operation): RequestHandler {
  const found = once(() => ({ expressRoute: path, openApiRoute: path, schema: forRequests(definition) }));
  return (request, response, next) => {
    Object.assign(request, { openapi: { ...found(), pathParams: contextOf(response).pathParameters } });
    next();
  };
}
