// Bodies that have to be refused as a whole.
import { isSuccess } from './response.ts';
import { expectRefused, expectUnchanged } from './expect.ts';
import { requireKept, shorten } from './keeping.ts';
import { type Body, type Kind, withTexts } from './sample.ts';
import type { Visit } from './visit.ts';

/** Sends the sample with invalid changes, and expects a refusal that stores nothing. */
export async function expectBodyRefused(visit: Visit, kind: Kind, changes: Body): Promise<void> {
  await visit.baseline(kind);
  const response = await visit.ask(kind.operation, { body: changed(kind, changes) });
  if (isSuccess(response)) for (const name of Object.keys(changes)) await requireKept(visit, kind, name);
  expectRefused(response, `a 4xx response to ${shorten(JSON.stringify(changes))}`);
  await expectUnchanged(visit, kind);
}

/** The sample with every other text changed, so that a partly stored body shows. */
function changed(kind: Kind, changes: Body): Body {
  return { ...withTexts(kind, (name) => `refused ${name}`), ...changes };
}
