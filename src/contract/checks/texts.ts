// Texts that backends often damage. Each must come back unchanged.
import { type Check, define, type Row, scopeOf } from './check.ts';
import { expectStored } from './expect.ts';
import { expectKept, expectKeptOrRefused } from './expect-kept.ts';
import { Undecidable } from '../target/verdict.ts';
import { freeTexts, isFree, type Kind, withTexts } from '../model/kinds.ts';

const plain: Readonly<Record<string, string>> = {
  blanks: '  blanks  around  ',
  case: 'MiXeD Case',
  letters: 'şifre İıĞğ für naïve Ærø 密码',
  signs: '100% + 1 & 2 = 3; #?/',
  encoded: '%41%2B+&amp;&lt;',
  markup: '<b>"quoted"</b> & \'single\'',
  replacements: '$& $$ $1 {0} :name ? %s',
  escapes: 'back\\slash "and" / \\n \\u0041 ${x}',
  lines: 'one\ntwo\r\nthree\ttab',
  number: '007',
  word: 'null',
  empty: '',
};

/** Not evaluated where non-ASCII letters are damaged anyway. */
const beyond: Readonly<Record<string, string>> = {
  decomposed: 'e\u0301 n\u0303 o\u0308',
  emoji: '🔑👩‍👩‍👧 and 𝒳',
};

const kept = (needs: string, texts: Readonly<Record<string, string>>): Row<Kind>[] =>
  Object.entries(texts).map(([id, text]) => ({
    id: `text-${id}`,
    statement: `The text ${JSON.stringify(text)} is kept unchanged in every text field.`,
    needs: [needs],
    run: (workspace, kind) =>
      expectStored(
        workspace,
        kind,
        withTexts(kind, () => text),
      ),
  }));

/** Kept or refused, and never a fault of the target. */
const odd: readonly Row<Kind>[] = Object.entries({ null: 'a\u0000b', surrogate: 'a\uD800b' }).map(([id, text]) => ({
  id: `text-${id}`,
  shows: 'either',
  statement: `The text ${JSON.stringify(text)} is kept unchanged, or refused with a 4xx status.`,
  needs: ['other-values'],
  async run(workspace, kind) {
    const [name] = freeTexts(kind);
    if (name === undefined) throw new Undecidable('the document has no free text');
    await expectKeptOrRefused(workspace, kind, { [name]: text });
  },
}));

const rows: readonly Row<Kind>[] = [...kept('other-values', plain), ...kept('text-letters', beyond), ...odd];

const names: readonly Row<Kind>[] = [
  {
    id: 'text-names',
    statement: 'type and provider are kept unchanged, including capitals, blanks and signs.',
    run: (workspace, kind) => expectKept(workspace, kind, { type: ' Odd  Type ', provider: ' pRoVidEr & <b> ' }),
  },
  {
    id: 'text-names-letters',
    statement: 'type and provider are kept unchanged with non-ASCII letters.',
    needs: ['text-letters'],
    run: (workspace, kind) => expectKept(workspace, kind, { type: 'Küçük İşaret', provider: 'sağlayıcı' }),
  },
];

/** The checks of one kind. */
export function textChecks(kind: Kind): Check[] {
  const open = ['type', 'provider'].every((name) =>
    kind.fields.some((field) => field.name === name && isFree(field.schema) && (field.schema.maxLength ?? 50) >= 50),
  );
  return define(scopeOf(kind, 'Body', ['other-values']), kind, [...rows, ...(open ? names : [])]);
}
