// Optional fields can be left out, and unlisted fields do no harm.
import { type Check, define, type Row, scopeOf } from './check.ts';
import { expectStored, expectUnchanged, wasRefused } from './expect.ts';
import { documentMinimalOf, type Kind, optionalOf, sampleOf } from '../model/kinds.ts';
import { firstPut } from '../model/accepted-bodies.ts';
import { Failed } from '../target/verdict.ts';

const rows: readonly Row<Kind>[] = [
  {
    id: 'optional-left-out',
    needs: ['shown-default'],
    statement: 'A body with only the required fields is stored, and GET shows its isDefault false.',
    async run(workspace, kind) {
      const first = (await firstPut(workspace, kind)).shown;
      await workspace.store(kind, documentMinimalOf(kind));
      for (const shown of [...(first instanceof Failed ? [] : [first]), await workspace.one(kind)])
        if (shown['isDefault'] !== false)
          throw new Failed({ expected: 'isDefault false in the list', actual: JSON.stringify(shown['isDefault']) });
    },
  },
  {
    id: 'each-left-out',
    statement: 'Each optional field can be left out on its own, and the others are kept.',
    async run(workspace, kind) {
      for (const name of optionalOf(kind)) {
        const { [name]: _left, ...put } = sampleOf(kind);
        await expectStored(workspace, kind, put);
      }
    },
  },
  {
    id: 'unknown-fields',
    statement: 'A field that the page does not list is ignored, or the whole body is refused.',
    async run(workspace, kind) {
      await workspace.baseline(kind);
      wasRefused(await workspace.put(kind, sampleOf(kind, { unknownToThePage: { a: [1] } })));
      await expectUnchanged(workspace, kind);
    },
  },
];

/** The checks of one kind. */
export const optionalChecks = (kind: Kind): Check[] =>
  define(scopeOf(kind, 'every row that says Optional', ['listed']), kind, rows);
