// Texts that backends spoil, each of which has to come back as it was put.
import { type Check } from '../check.ts';
import { expectShown } from '../compare.ts';
import { type Body, freeTexts, type Kind, sampleOf } from '../sample.ts';
import type { Visit } from '../visit.ts';
import { titleOf } from './access.ts';
import { expectKept } from './keeping.ts';

const plain: Readonly<Record<string, string>> = {
  blanks: '  blanks  around  ',
  case: 'MiXeD Case',
  letters: 'şifre İıĞğ für naïve Ærø 密码',
  signs: '100% + 1 & 2 = 3; #?/',
  encoded: '%41%2B+&amp;&lt;',
  markup: '<b>"quoted"</b> & \'single\'',
  escapes: 'back\\slash "and" / \\n \\u0041 ${x}',
  lines: 'one\ntwo\r\nthree\ttab',
  number: '007',
  word: 'null',
  empty: '',
};

/** Say nothing where letters beyond ASCII are spoilt anyway. */
const beyond: Readonly<Record<string, string>> = {
  decomposed: 'e\u0301 n\u0303 o\u0308',
  emoji: '🔑👩‍👩‍👧 and 𝒳',
};

interface Rule extends Pick<Check, 'id' | 'statement' | 'run'> {
  readonly needs: string;
}

/** The checks of one kind. */
export function textChecks(kind: Kind): Check[] {
  const check = ({ id, statement, needs, run }: Rule): Check => ({
    id: `${kind.name}.text-${id}`,
    statement,
    source: `${titleOf(kind.operation)}: Body`,
    tier: 'documented',
    effect: 'write',
    needs: [`${kind.name}.${needs}`],
    run,
  });
  const kept = (needs: string, [id, text]: readonly [string, string]): Check =>
    check({
      id,
      statement: `The text ${JSON.stringify(text)} is kept as it is in every field that takes it.`,
      needs,
      run: (visit) => expectEach(visit, kind, [withTexts(kind, () => text)]),
    });
  return [
    ...Object.entries(plain).map((entry) => kept('other-values', entry)),
    ...Object.entries(beyond).map((entry) => kept('text-letters', entry)),
    check({
      id: 'names',
      statement: 'type and provider are kept as they came, capitals, blanks and signs too.',
      needs: 'other-values',
      run: (visit) => expectKept(visit, kind, { type: ' Odd  Type ', provider: ' pRoVidEr & <b> ' }),
    }),
    check({
      id: 'names-letters',
      statement: 'type and provider are kept as they came, with letters beyond ASCII.',
      needs: 'text-letters',
      run: (visit) => expectKept(visit, kind, { type: 'Küçük İşaret', provider: 'sağlayıcı' }),
    }),
  ];
}

/** Every free text of the sample is another. */
export function withTexts(kind: Kind, textOf: (name: string) => string): Body {
  return { ...sampleOf(kind), ...Object.fromEntries(freeTexts(kind).map((name) => [name, textOf(name)])) };
}

/** @throws {Failed} when one of the bodies, put one after the other, is not shown as it was put. */
export async function expectEach(visit: Visit, kind: Kind, bodies: readonly Body[]): Promise<void> {
  for (const put of bodies) {
    await visit.store(kind, put);
    await expectShown(visit, kind, { put, shown: await visit.one(kind) });
  }
}
