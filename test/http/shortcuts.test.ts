// What is remembered in place of asking express-openapi-validator again: the validator's own verdict, over thousands of requests.
import * as fc from 'fast-check';
import type { Request, RequestHandler, Response } from 'express';
import { describe, expect, it } from 'vitest';
import { applyAssumptions } from '../../src/assumptions/apply.ts';
import { chooseAssumptions } from '../../src/assumptions/choose.ts';
import { type Assumptions } from '../../src/assumptions/table.ts';
import { loadDocuments } from '../../src/document/load.ts';
import { listOperations, type Operation } from '../../src/document/operations.ts';
import { setContext, contextOf } from '../../src/http/context.ts';
import { acceptKnown } from '../../src/http/known-requests.ts';
import { refusalOf } from '../../src/http/refusal-of.ts';
import { createRoutes } from '../../src/http/routes.ts';
import { requireLogin, securityHandlers } from '../../src/http/security.ts';
import { createValidator, type MatchedRequest, schemesOf } from '../../src/http/validator.ts';
import { Refusal } from '../../src/refusal/refusal.ts';
import type { Sessions } from '../../src/session/sessions.ts';
import { jsonBody, text } from '../support/generated.ts';

const documents = await loadDocuments();
const seed = Number(process.env['SEED'] ?? 17);

/** A validator for the documents under some assumptions, and what it is asked with. */
function validatorFor(assume: Partial<Assumptions> = {}) {
  const applied = applyAssumptions(documents, chooseAssumptions(assume));
  const names = ['contract', 'session', 'control'] as const;
  const validators = Object.fromEntries(names.map((name) => [name, createValidator(name, applied, securityHandlers)]));
  return { applied, validators, operations: listOperations(applied) };
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A request as far as the stages look at it. */
function requestOf({ method, url, headers = {}, cookies = {}, body }: Asked): Request & MatchedRequest {
  const path = url.split('?', 1)[0] ?? '';
  const query = Object.fromEntries(new URLSearchParams(url.slice(path.length)));
  const app = { enabled: () => true };
  const request = {
    method,
    path,
    originalUrl: url,
    baseUrl: '',
    headers: { ...headers },
    query,
    params: {},
    cookies,
    app,
  };
  return { ...request, body: structuredClone(body) } as unknown as Request;
}

const isGood = async (token: string): Promise<never> =>
  token === 'good' ? (undefined as never) : Promise.reject(new Error('bad'));
const sessions = { authenticate: isGood, refresh: isGood } as unknown as Sessions; // all that the stages ask for

/** What a stage passes on: nothing, or the refusal in our words. */
async function verdictOf(stage: RequestHandler, request: Request, operation?: Operation): Promise<unknown> {
  const response = { locals: {} } as Response;
  Object.assign(request, { res: response });
  setContext(response, {
    id: '',
    method: request.method,
    url: request.originalUrl,
    sessions,
    ...(operation && { operation }),
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const running: unknown = stage(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
      if (running instanceof Promise) running.catch(reject);
    });
    return contextOf(response).refusal ?? 'accepted';
  } catch (error) {
    const refusal = error instanceof Refusal ? error : refusalOf(error, request, response);
    return { kind: refusal.kind, message: refusal.message, faults: refusal.violations };
  }
}

const sets: readonly Partial<Assumptions>[] = [
  {},
  { 'read-only-fields': 'refuse' },
  { 'unknown-fields': 'refuse', 'null-for-optional': 'as-absent' },
  { 'id-type': 'integer', 'transport-strategy': 'any', 'space-name': 'any' },
  { 'missing-space': 'default', 'unknown-query': 'ignore', 'error-body': 'problem' },
];

describe('A request whose parameters the validator has accepted before', () => {
  it.each(sets)(
    'A request whose parameters the validator has accepted before gets the verdict of the validator under %j',
    async (assume) => {
      const { validators, operations } = validatorFor(assume);
      const pairs = operations
        .filter(({ document }) => document !== 'control')
        .map((operation) => {
          const { metadata, request } = validators[operation.document] as (typeof validators)[string] & object;
          return { operation, metadata, validate: request, stage: acceptKnown(operation, request) };
        });
      const verdicts = { accepted: 0, refused: 0 };
      const asked = fc.record({
        pair: fc.constantFrom(...pairs),
        space: fc.oneof(fc.constantFrom('acme', 'acme', 'default_space', undefined), text),
        query: fc.constantFrom('', '', '', '', '?', '?a=b'),
        type: fc.constantFrom('application/json', 'application/json', 'multipart/form-data', undefined),
        body: fc.oneof(jsonBody, jsonBody, fc.constant(undefined)),
      });
      await fc.assert(
        fc.asyncProperty(
          asked,
          async ({ pair: { operation, metadata, validate, stage }, space, query, type, body }) => {
            const isSent = operation.definition.requestBody !== undefined;
            const headers = {
              ...(space !== undefined && { 'x-space': space }),
              ...(isSent && type !== undefined && { 'content-type': type }),
            };
            const request = {
              method: operation.method.toUpperCase(),
              url: operation.path + query,
              headers,
              body: isSent ? body : undefined,
            };
            const ask = async (each: RequestHandler): Promise<unknown> => {
              const made = requestOf(request);
              await verdictOf(metadata, made, operation);
              return verdictOf(each, made, operation);
            };
            const verdict = await ask(validate);
            verdicts[verdict === 'accepted' ? 'accepted' : 'refused'] += 1;
            expect(await ask(stage)).toEqual(verdict);
            expect(await ask(stage)).toEqual(verdict); // now it is remembered
          },
        ),
        { numRuns: Number(process.env['SHORTCUT_REQUESTS'] ?? 1_500), seed },
      );
      expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(100);
    },
  );
});

describe('The operation of a path', () => {
  const { validators, operations } = validatorFor();
  const find = createRoutes(operations);
  const paths = operations.map(({ path }) => path);
  const part = fc.oneof(
    text.map((each) => encodeURIComponent(Buffer.from(each).toString())),
    fc.constantFrom('latest', 'wait', 'a.b', '%zz', '', 'twilio', 'a%2Fb'),
  );
  const filled = fc
    .tuple(fc.constantFrom(...paths), part, part)
    .map(([path, first, second]) =>
      [first, second].reduce((filling, value) => filling.replace(/\{[^}]+\}/, value), path),
    );
  const spelled = fc.tuple(filled, fc.constantFrom('', '', '', '/', '//', 'x')).map(([path, end]) => path + end);
  const url = fc.tuple(
    fc.oneof(
      spelled,
      filled.map((path) => path.toUpperCase()),
    ),
    fc.constantFrom('', '?a=b', '?'),
  );

  it('The operation of a path is the one that the validator finds, with the same parts', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'GET', 'GET', 'PUT', 'POST', 'DELETE', 'PATCH'),
        url,
        async (method, [path, query]) => {
          const route = find(method, path);
          if (!route) return; // the validator is asked
          found += 1;
          const request = requestOf({ method, url: path + query });
          expect(await verdictOf(validators[route.operation.document]!.metadata, request)).toBe('accepted');
          expect(request.openapi?.schema?.operationId).toBe(route.operation.id);
          expect({ ...request.openapi?.pathParams }).toEqual({ ...route.pathParameters });
        },
      ),
      { numRuns: 8_000, seed },
    );
    expect(found).toBeGreaterThan(500);
  });
});

describe('A cookie', () => {
  it('A cookie lets in whom the validator lets in', async () => {
    const { applied, validators, operations } = validatorFor();
    const cookie = fc.oneof(fc.constantFrom('good', 'good', '', 'bad'), text);
    const cookies = fc.dictionary(fc.constantFrom('ins_access_token', 'ins_refresh_token', 'other'), cookie);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...operations), cookies, async (operation, sent) => {
        const { metadata, security: validate } = validators[operation.document]!;
        const stage = requireLogin(operation, { schemes: schemesOf(applied), validate });
        const ask = async (each: RequestHandler): Promise<boolean> => {
          const request = requestOf({ method: operation.method.toUpperCase(), url: operation.path, cookies: sent });
          await verdictOf(metadata, request, operation);
          return (await verdictOf(each, request, operation)) === 'accepted';
        };
        expect(await ask(stage)).toBe(await ask(validate));
      }),
      { numRuns: 2_000, seed },
    );
  });
});

it('The stages of the validator are those that their places say', () => {
  const validator = createValidator('contract', documents, {});
  expect(Object.values(validator).map(({ name }) => name)).toEqual([
    'pathParamsMiddleware',
    'metadataMiddleware',
    'securityMiddleware',
    'requestMiddleware',
    'responseMiddleware',
  ]);
});
