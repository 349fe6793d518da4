// What passes to and from an upstream, checked by the contract.
import type { Request, RequestHandler, Response } from 'express';
import type { FlawsOfResponse } from '../document/responses.ts';
import type { PassingViolation } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import { type Forwarded, headerOf, jsonOfResponse } from '../upstream/forwarded.ts';
import { bareType } from './body.ts';
import { refusalOf } from './refusal-of.ts';

export interface PassingChecks {
  /** The stages that check a request whose body was read. */
  readonly request: readonly RequestHandler[];
  readonly response: FlawsOfResponse;
}

interface Passing {
  readonly request: Request;
  readonly response: Response;
}

/** What in an exchange violates the contract. */
export async function violationsIn(
  { response: passed }: Forwarded,
  { request: stages, response: flawsOf }: PassingChecks,
  passing: Passing,
): Promise<PassingViolation[]> {
  const refusal = await refusalBy(stages, passing);
  const isEmpty = passed.body.whole?.length === 0;
  const body = isEmpty ? undefined : (jsonOfResponse(passed) ?? '');
  const type = bareType(headerOf(passed.headers, 'content-type') ?? '');
  const ofResponse = flawsOf({ status: passed.status, type, body });
  return [
    ...(refusal ? violationsOf(refusal) : []).map((each) => ({ in: 'request' as const, ...each })),
    ...ofResponse.map((each) => ({ in: 'response' as const, ...each })),
  ];
}

function violationsOf({ violations, message, kind }: Refusal): Refusal['violations'] {
  return violations.length > 0 ? violations : [{ path: '/', message, rule: kind }];
}

/** What the stages say against a request. */
async function refusalBy(
  stages: readonly RequestHandler[],
  { request, response }: Passing,
): Promise<Refusal | undefined> {
  try {
    for (const stage of stages) await pass(stage, { request, response });
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? error : refusalOf(error, request, response);
  }
}

/** Resolves when a stage lets a request pass. */
function pass(stage: RequestHandler, { request, response }: Passing): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (error?: unknown): void => (error === undefined ? resolve() : reject(error));
    Promise.resolve(stage(request, response, next)).catch(reject);
  });
}
