// That what the page calls optional may be left out, and what it does not list does no harm.
import { type Check, Failed } from '../check.ts';
import { expectShown, firstPut } from '../compare.ts';
import { type Kind, minimalOf, sampleOf } from '../sample.ts';
import { describe } from '../answer.ts';
import { expectUnchanged } from './access.ts';
import { checksOf, type KindRule } from './kind-rules.ts';

const rules: readonly KindRule[] = [
  {
    id: 'optional-left-out',
    needs: ['shown-default'],
    statement: 'A body with the required fields only is stored, and shown with isDefault false as it was put.',
    async run(visit, kind) {
      const first = (await firstPut(visit, kind)).shown;
      await visit.store(kind, minimalOf(kind));
      for (const shown of [...(first instanceof Failed ? [] : [first]), await visit.one(kind)])
        if (shown['isDefault'] !== false)
          throw new Failed({ expected: 'isDefault false in the list', came: JSON.stringify(shown['isDefault']) });
    },
  },
  {
    id: 'each-left-out',
    statement: 'Each optional field may be left out alone; the others are kept.',
    async run(visit, kind) {
      const optional = kind.fields.filter(({ required, readOnly, name }) => !required && !readOnly && name !== 'id');
      for (const { name } of optional) {
        const { [name]: _left, ...put } = sampleOf(kind);
        await visit.store(kind, put);
        await expectShown(visit, kind, { put, shown: await visit.one(kind) });
      }
    },
  },
  {
    id: 'unknown-fields',
    statement: 'A field that the page does not list is ignored or refused; the others are kept or nothing is.',
    async run(visit, kind) {
      await visit.baseline(kind);
      const answer = await visit.ask(kind.operation, { body: { ...sampleOf(kind), unknownToThePage: { a: [1] } } });
      if (answer.status >= 500 || answer.status < 200)
        throw new Failed({ expected: 'success or a refusal with 4xx', came: describe(answer), answer });
      await expectUnchanged(visit, kind);
    },
  },
];

/** The checks of one kind. */
export const optionalChecks = (kind: Kind): Check[] =>
  checksOf(kind, rules, { rows: 'every row that says Optional', needs: ['listed'] });
