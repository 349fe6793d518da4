// Test sends through each kind's sample, found out once.
import { isSuccess } from './response.ts';
import { type Body, type Kind, sampleOf } from './sample.ts';
import type { TargetResponse } from './target.ts';
import { Undecidable } from './verdict.ts';
import type { Visit } from './visit.ts';

/** The response to a test send, for each kind's sample as the default. */
export function eachSent(visit: Visit): Promise<Map<Kind, TargetResponse>> {
  return visit.remember('each sent', async () => {
    const responses = new Map<Kind, TargetResponse>();
    for (const kind of visit.options.kinds) responses.set(kind, await sendThrough(visit, kind, {}));
    return responses;
  });
}

export async function sendThrough(visit: Visit, kind: Kind, changes: Body): Promise<TargetResponse> {
  await visit.store(kind, sampleOf(kind, { ...changes, isDefault: true }));
  const response = await visit.ask(visit.options.test);
  await visit.store(kind, sampleOf(kind, { ...changes, isDefault: false }));
  return response;
}

/** A change by which the mock, and backends that simulate as it does, refuse to send. */
export function refusing(kind: Kind): Body {
  const account = ['accountSid', 'username'].find((name) => kind.fields.some((field) => field.name === name));
  return account === undefined ? {} : { [account]: 'fail-535' };
}

/** The response to a test send that the provider refuses, for a kind whose sample is accepted. */
export async function refusal(visit: Visit, kind: Kind): Promise<TargetResponse> {
  const accepted = (await eachSent(visit)).get(kind);
  if (!accepted || !isSuccess(accepted)) throw new Undecidable('the provider does not accept the example credentials');
  return sendThrough(visit, kind, refusing(kind));
}
