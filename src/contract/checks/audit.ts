// The audit fields: who stored a setting first and last, and when.
import { asText } from '../answer.ts';
import { type Check, expectSameText, Failed, Undecidable } from '../check.ts';
import { present, untilDatesMove } from '../compare.ts';
import { type Body, type Kind, otherSample, sampleOf } from '../sample.ts';
import type { Visit } from '../visit.ts';
import { checksOf, type KindRule } from './kind-rules.ts';

/** How far the target's clock, as its answers give it, may be from its dates, in milliseconds. */
const tolerance = 5 * 60_000;

const rules: readonly KindRule[] = [
  {
    id: 'modified-date-moves',
    statement: 'A put moves lastModifiedDate, and never back.',
    async run(visit, kind) {
      const [before, after] = await aroundPut(visit, kind);
      if (after <= before)
        throw new Failed({ expected: `a time after ${iso(before)}`, came: `lastModifiedDate ${iso(after)}` });
    },
  },
  {
    id: 'modified-date-true',
    statement: 'lastModifiedDate is the time of the put, by the target’s own clock.',
    async run(visit, kind) {
      const answer = await visit.store(kind, sampleOf(kind));
      const clock = Date.parse(answer.headers['date'] ?? '');
      const modified = dateOf(await visit.one(kind), 'lastModifiedDate');
      if (Number.isNaN(clock)) throw new Undecidable('the answer has no Date header');
      if (Math.abs(modified - clock) > tolerance)
        throw new Failed({ expected: `about ${iso(clock)}`, came: `lastModifiedDate ${iso(modified)}`, answer });
    },
  },
  {
    id: 'creation-before-modification',
    statement: 'creationDate is not after lastModifiedDate.',
    async run(visit, kind) {
      await visit.store(kind, otherSample(kind));
      const shown = await visit.one(kind);
      const [created, modified] = [dateOf(shown, 'creationDate'), dateOf(shown, 'lastModifiedDate')];
      if (created > modified)
        throw new Failed({ expected: `at most ${iso(modified)}`, came: `creationDate ${iso(created)}` });
    },
  },
  {
    id: 'users',
    statement: 'createdBy and lastModifiedBy name the same user, who has made every put of this run.',
    async run(visit, kind) {
      await visit.baseline(kind);
      const { createdBy, lastModifiedBy } = await visit.one(kind);
      if (!present(createdBy) && !present(lastModifiedBy)) throw new Undecidable('the list does not show them');
      if (!visit.options.spaces.madeUp)
        throw new Undecidable('others may have put settings in the space before the run');
      if (createdBy !== lastModifiedBy || createdBy === '')
        throw new Failed({ expected: 'the same user in both', came: JSON.stringify({ createdBy, lastModifiedBy }) });
    },
  },
  {
    id: 'refusal-leaves-all',
    statement: 'A put that is refused leaves the whole setting as it was, dates and all.',
    needs: ['refusals', 'shown-valid', 'reading-leaves-all'],
    async run(visit, kind) {
      await visit.baseline(kind);
      const before = await visit.one(kind);
      await untilDatesMove([before]);
      await visit.ask(kind.operation, { body: { ...otherSample(kind), provider: ['x'] } });
      expectSameText([before], [await visit.one(kind)]);
    },
  },
];

/** The checks of one kind. */
export function auditChecks(kind: Kind): Check[] {
  const rows = 'creationDate, createdBy, lastModifiedDate, lastModifiedBy';
  return checksOf(kind, rules, { rows, needs: ['other-values', 'shown-valid', 'reading-leaves-all'] });
}

function dateOf(shown: Body, name: string): number {
  if (!present(shown[name])) throw new Undecidable(`the list does not show ${name}`);
  return Date.parse(asText(shown[name]));
}

const iso = (time: number): string => (Number.isNaN(time) ? 'no date' : new Date(time).toISOString());

/** lastModifiedDate before and after a put. */
async function aroundPut(visit: Visit, kind: Kind): Promise<readonly [number, number]> {
  await visit.store(kind, sampleOf(kind));
  const shown = await visit.one(kind);
  const before = dateOf(shown, 'lastModifiedDate');
  await untilDatesMove([shown]);
  await visit.store(kind, otherSample(kind));
  return [before, dateOf(await visit.one(kind), 'lastModifiedDate')];
}
