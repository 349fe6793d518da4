// The audit fields: who stored a setting first and last, and when.
import { asText } from '../target/response.ts';
import { type Check, define, type Row, scopeOf } from './check.ts';
import { present, untilDatesMove } from '../model/shown.ts';
import { expectSameText } from './expect.ts';
import { type Body, type Kind, otherSample, sampleOf } from '../model/kinds.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** The largest difference between the target's clock (its Date header) and its dates, in milliseconds. */
const tolerance = 5 * 60_000;

const rows: readonly Row<Kind>[] = [
  {
    id: 'modified-date-moves',
    field: 'lastModifiedDate',
    statement: 'Every PUT moves lastModifiedDate forward.',
    async run(workspace, kind) {
      const [before, after] = await aroundPut(workspace, kind);
      if (after <= before)
        throw new Failed({ expected: `a time after ${iso(before)}`, actual: `lastModifiedDate ${iso(after)}` });
    },
  },
  {
    id: 'modified-date-true',
    field: 'lastModifiedDate',
    statement: 'lastModifiedDate is the time of the PUT by the target’s own clock.',
    async run(workspace, kind) {
      const response = await workspace.store(kind, sampleOf(kind));
      const clock = Date.parse(response.headers['date'] ?? '');
      const modified = dateOf(await workspace.one(kind), 'lastModifiedDate');
      if (Number.isNaN(clock)) throw new Undecidable('the response has no Date header');
      if (Math.abs(modified - clock) > tolerance)
        throw new Failed({ expected: `about ${iso(clock)}`, actual: `lastModifiedDate ${iso(modified)}` });
    },
  },
  {
    id: 'creation-before-modification',
    field: 'creationDate',
    statement: 'creationDate is not after lastModifiedDate.',
    async run(workspace, kind) {
      await workspace.store(kind, otherSample(kind));
      const shown = await workspace.one(kind);
      const [created, modified] = [dateOf(shown, 'creationDate'), dateOf(shown, 'lastModifiedDate')];
      if (created > modified)
        throw new Failed({ expected: `at most ${iso(modified)}`, actual: `creationDate ${iso(created)}` });
    },
  },
  {
    id: 'users',
    statement: 'createdBy and lastModifiedBy name the same user, because one user makes every PUT of a run.',
    async run(workspace, kind) {
      await workspace.baseline(kind);
      const { createdBy, lastModifiedBy } = await workspace.one(kind);
      if (!present(createdBy) && !present(lastModifiedBy)) throw new Undecidable('the list does not show them');
      if (!workspace.options.spaces.madeUp)
        throw new Undecidable('others may have put settings in the space before the run');
      if (createdBy !== lastModifiedBy || createdBy === '')
        throw new Failed({ expected: 'the same user in both', actual: JSON.stringify({ createdBy, lastModifiedBy }) });
    },
  },
  {
    id: 'refusal-leaves-all',
    shows: 'refused',
    statement: 'A refused PUT leaves the whole setting unchanged, including its dates.',
    needs: ['refusals', 'shown-valid', 'reading-leaves-all'],
    async run(workspace, kind) {
      await workspace.baseline(kind);
      const before = await workspace.one(kind);
      await untilDatesMove(workspace, [before]);
      await workspace.ask(kind.operation, { body: { ...otherSample(kind), provider: ['x'] } });
      expectSameText([before], [await workspace.one(kind)]);
    },
  },
];

/** The checks of one kind. */
export const auditChecks = (kind: Kind): Check[] =>
  define(
    scopeOf(kind, 'creationDate, createdBy, lastModifiedDate, lastModifiedBy', [
      'other-values',
      'shown-valid',
      'reading-leaves-all',
    ]),
    kind,
    rows,
  );

function dateOf(shown: Body, name: string): number {
  if (!present(shown[name])) throw new Undecidable(`the list does not show ${name}`);
  return Date.parse(asText(shown[name]));
}

const iso = (time: number): string => (Number.isNaN(time) ? 'no date' : new Date(time).toISOString());

/** lastModifiedDate before and after a put. */
async function aroundPut(workspace: Workspace, kind: Kind): Promise<readonly [number, number]> {
  await workspace.store(kind, sampleOf(kind));
  const shown = await workspace.one(kind);
  const before = dateOf(shown, 'lastModifiedDate');
  await untilDatesMove(workspace, [shown]);
  await workspace.store(kind, otherSample(kind));
  return [before, dateOf(await workspace.one(kind), 'lastModifiedDate')];
}
