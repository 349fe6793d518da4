// Optional fields can be left out, and unlisted fields do no harm.
import { describe } from '../target/response.ts';
import { type Check, define, type Row, scopeOf } from './check.ts';
import { expectStored, expectUnchanged } from './expect.ts';
import { documentMinimalOf, type Kind, optionalOf, sampleOf } from '../model/kinds.ts';
import { firstPut } from '../model/taken.ts';
import { Failed } from '../model/verdict.ts';

const rows: readonly Row<Kind>[] = [
  {
    id: 'optional-left-out',
    needs: ['shown-default'],
    statement: 'A body with only the required fields is stored, and GET shows its isDefault false.',
    async run(visit, kind) {
      const first = (await firstPut(visit, kind)).shown;
      await visit.store(kind, documentMinimalOf(kind));
      for (const shown of [...(first instanceof Failed ? [] : [first]), await visit.one(kind)])
        if (shown['isDefault'] !== false)
          throw new Failed({ expected: 'isDefault false in the list', actual: JSON.stringify(shown['isDefault']) });
    },
  },
  {
    id: 'each-left-out',
    statement: 'Each optional field can be left out on its own, and the others are kept.',
    async run(visit, kind) {
      for (const name of optionalOf(kind)) {
        const { [name]: _left, ...put } = sampleOf(kind);
        await expectStored(visit, kind, put);
      }
    },
  },
  {
    id: 'unknown-fields',
    statement: 'A field that the page does not list is ignored, or the whole body is refused.',
    async run(visit, kind) {
      await visit.baseline(kind);
      const response = await visit.ask(kind.operation, { body: { ...sampleOf(kind), unknownToThePage: { a: [1] } } });
      if (response.status >= 500 || response.status < 200)
        throw new Failed({ expected: 'success or a 4xx response', actual: describe(response), response });
      await expectUnchanged(visit, kind);
    },
  },
];

/** The checks of one kind. */
export const optionalChecks = (kind: Kind): Check[] =>
  define(scopeOf(kind, 'every row that says Optional', ['listed']), kind, rows);
