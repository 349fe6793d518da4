// Where another client works in the same space, a failure counts if it shows while that client writes nothing.
import { setTimeout as wait } from 'node:timers/promises';
import type { Ending, Lost } from './attempt.ts';
import { again } from '../model/shown.ts';
import type { Visit } from '../model/visit.ts';

/** How often a check is evaluated in all. */
const mostTries = 8;

/**
 * How often a check has to fail where nothing of another client is seen, though one works there: what the check itself puts
 * may cover what that client put meanwhile.
 */
const mostUnseen = 4;

/** How long another client is watched for, in milliseconds, before a failure counts that showed only beside it. */
const patience = 10_000;

/**
 * Evaluates a check. If it fails, and another client wrote in a space that it uses, it is evaluated again. One that never
 * has the space for itself cannot be decided.
 */
export async function undisturbed(
  first: Visit,
  evaluate: (visit: Visit) => Promise<Ending | Lost>,
): Promise<Ending | Lost> {
  const { strangers } = first.options;
  for (let tries = 1, unseen = 0; ; tries += 1) {
    const before = strangers.count;
    const visit = tries === 1 ? first : again(first);
    strangers.touched.clear();
    const ending = await evaluate(visit);
    if ('lost' in ending || ending.actual === undefined) return tries === 1 ? ending : { ...ending, reason: atFirst };
    const spaces = [...strangers.touched];
    const isThere = await look(visit, spaces);
    const wrote = strangers.count > before || (isThere && tries === 1);
    unseen += wrote ? 0 : 1;
    if (unseen >= (isShared(visit, spaces) ? mostUnseen : 1)) return ending;
    if (tries === mostTries) return (await writesNow(visit, spaces)) ? undecided(spaces) : ending;
  }
}

const atFirst = 'it did not hold while another client wrote in its space';

/** Whether others were seen at work in one of the spaces, at any time. */
const isShared = (visit: Visit, spaces: readonly string[]): boolean =>
  spaces.some((space) => visit.options.strangers.wereIn(space));

function undecided(spaces: readonly string[]): Ending {
  const names = spaces.map((space) => JSON.stringify(space)).join(' and ');
  return { outcome: 'skipped', reason: `another client writes in ${names} again and again` };
}

/** Whether a setting of another client is in one of the spaces. */
async function look(visit: Visit, spaces: readonly string[]): Promise<boolean> {
  for (const space of spaces) await visit.list(space).catch(() => undefined);
  return spaces.some((space) => visit.options.strangers.isIn(space));
}

async function writesNow(visit: Visit, spaces: readonly string[]): Promise<boolean> {
  const { strangers } = visit.options;
  const [before, until] = [strangers.count, Date.now() + patience];
  while (Date.now() < until && strangers.count === before) {
    await wait(200);
    await look(visit, spaces);
  }
  return strangers.count > before;
}
