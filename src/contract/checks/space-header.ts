// In which space: every operation requires the X-Space header.
import { describe, isSuccess } from '../response.ts';
import type { Ask } from '../ask.ts';
import { type Check, define } from '../check.ts';
import { sampleOf } from '../sample.ts';
import { giveDefault } from '../sends.ts';
import { rootOf, type Subject, titleOf } from '../subject.ts';
import type { TargetResponse } from '../target.ts';
import { Failed, Undecidable } from '../verdict.ts';
import type { Visit } from '../visit.ts';

/** The responses to a request without X-Space and to one with an empty X-Space. */
function withoutSpace(visit: Visit, subject: Subject): Promise<readonly TargetResponse[]> {
  const { operation, kind, name, effect } = subject;
  return visit.remember(`without space ${name}`, async () => {
    const { fallback } = visit.options.spaces;
    if (fallback !== undefined && effect === 'send') await giveDefault(visit, fallback);
    const asks: readonly Ask[] = [{ spaceless: true }, { space: '' }];
    const responses: TargetResponse[] = [];
    for (const ask of asks)
      responses.push(await visit.ask(operation, { ...ask, ...(kind && { body: sampleOf(kind) }) }));
    return responses;
  });
}

/** Whether one of them was carried out. */
export async function isOpen(visit: Visit, subject: Subject): Promise<boolean> {
  return (await withoutSpace(visit, subject)).some(isSuccess);
}

/** Whether it may be tried: a write without X-Space could end up in another person's space. */
export function mayTry({ options }: Visit, { effect }: Subject): boolean {
  return effect === 'read' || (options.effects.has(effect) && options.spaces.fallback !== undefined);
}

/**
 * X-Space is required. A target that uses the default space instead responses an open question; one that
 * requires it for some operations only contradicts the page.
 */
export function spaceHeaderChecks(subject: Subject, others: readonly Subject[]): Check[] {
  const { name, operation, effect, kind } = subject;
  return define(
    {
      name,
      source: `${titleOf(operation)}: X-Space, Required`,
      effect,
      needs: [kind || effect === 'read' ? rootOf(subject) : `${name}.answers`],
    },
    subject,
    [
      {
        id: 'space-required',
        statement: `${titleOf(operation)} requires the X-Space header, like the other operations.`,
        run: (visit) => expectSpaceNeeded(visit, subject, others),
      },
    ],
  );
}

async function expectSpaceNeeded(visit: Visit, subject: Subject, others: readonly Subject[]): Promise<void> {
  if (!mayTry(visit, subject)) throw new Undecidable('a request without X-Space could write to another space');
  const responses = await withoutSpace(visit, subject);
  const broken = responses.find(({ status }) => status >= 500);
  if (broken) throw new Failed({ expected: 'a 4xx response', actual: describe(broken), response: broken });
  const open = responses.find(isSuccess);
  if (!open) return;
  for (const other of others.filter((each) => each !== subject && mayTry(visit, each)))
    if (!(await isOpen(visit, other)))
      throw new Failed({
        expected: `a 4xx response, as from ${titleOf(other.operation)}`,
        actual: describe(open),
        response: open,
      });
  throw new Undecidable('a request without X-Space uses a default space; see the assumption missing-space');
}
