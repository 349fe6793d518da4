// Who may call and where: tokens and spaces.
import { randomUUID } from 'node:crypto';
import { isSuccess } from '../response.ts';
import { isOpen, mayTry } from '../checks/space-header.ts';
import type { Subjects } from '../subject.ts';
import { Undecidable } from '../verdict.ts';
import type { Visit } from '../visit.ts';
import { reading } from './probe.ts';

export const accessProbes = [
  reading('missing-token-status', statusWithout),
  reading('missing-space', observeMissingSpace),
  reading('space-name', observeSpaceName),
  reading('unknown-space', observeUnknownSpace),
];

async function statusWithout(visit: Visit): Promise<string> {
  const { status } = await visit.ask(visit.options.list, { token: null });
  return String(status);
}

/** Whether requests without X-Space are refused. */
async function observeMissingSpace(visit: Visit, { list, puts }: Subjects): Promise<string> {
  const tried = [list, ...puts].filter((subject) => mayTry(visit, subject));
  const open = await Promise.all(tried.map((subject) => isOpen(visit, subject)));
  return open.every(Boolean) ? 'default' : 'refuse';
}

async function observeSpaceName(visit: Visit): Promise<string> {
  const statusOf = async (length: number): Promise<number> =>
    (await visit.ask(visit.options.list, { space: 'n'.repeat(length) })).status;
  const [fitting, long] = [await statusOf(100), await statusOf(101)];
  if (long < 300) return 'any';
  if (fitting === long) throw new Undecidable('it refuses unknown space names of any length');
  return 'limited';
}

async function observeUnknownSpace(visit: Visit): Promise<string> {
  const space = `nobody_knows_${randomUUID().slice(0, 8)}`;
  return isSuccess(await visit.ask(visit.options.list, { space })) ? 'open' : 'refuse';
}
