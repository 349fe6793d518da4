// Plain English in everything that a person reads: strings, comments and test titles, the documents, and the documentation.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Phrases that a native speaker would not write, each with what to write instead. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/(?<!\bthere )\b(is|are|was) no (?!longer\b|more than\b)/i, 'is not a'],
  [/\bwants (?!to\b)/i, 'requires'],
  [/\bis wanted\b/i, 'is required'],
  [/\banswers? so\b/i, 'returns it'],
  [/\b(is|are|was) to be\b/i, 'will be, must be'],
  [/\bbe it\b/i, 'either … or'],
  [/\bin (the )?place of\b/i, 'instead of'],
  [/\b(takes?|took|taken) (it|them|that|one )?for\b(?! granted)/i, 'treats as, mistakes for'],
  [/\b(came|comes?) of (it|them|this|that|each)\b/i, 'its outcome'],
  [/\bas (it|they) came\b/i, 'unchanged, as received'],
  [/\bwhoever\b/i, 'name who it is'],
  [/\bsay(s)? no to\b/i, 'refuses'],
  [/\b(is|was) said (of|to be)\b/i, 'say who says what'],
  [/\b(going|goes|went|go) by the\b/i, 'uses, follows'],
  [/\bmock's own API\b/i, 'control API'],
  [/\bmakes no sense\b/i, 'is not valid'],
  [/\bnobody has heard of\b/i, 'unknown'],
  [/\bwhat is no\b/i, 'anything that is not a'],
];

interface Text {
  readonly place: string;
  readonly text: string;
}

const filesOf = (pattern: string): string[] =>
  ts.sys.readDirectory(root, undefined, ['**/node_modules', '**/dist', '**/generated'], [pattern]);

/** Strings, comments and texts of markup; the expressions within a template are not looked at. */
function textsOf(file: string, content: string): Text[] {
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  const add = (node: ts.Node, text: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ place: `${file.slice(root.length)}:${line + 1}`, text });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) add(node, node.text);
    if (ts.isTemplateExpression(node))
      add(node, [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'));
    ts.forEachChild(node, visit);
  };
  visit(source);
  const comments = content.matchAll(/\/\*\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*(\n\s*\/\/ .*)*/g);
  for (const [text] of comments)
    found.push({ place: file.slice(root.length), text: text.replaceAll(/\s*\n\s*(\*|\/\/)?\s*/g, ' ') });
  return found;
}

/** The titles of the tests in a file. */
const titlesIn = (file: string, content: string): Text[] =>
  [...content.matchAll(/^\s*(?:it|test|describe)[\w.]*(?:\([^'`]*\))?\(\s*(['`])(.*?)\1,/gm)].map(
    ([, , text = '']) => ({
      place: file.slice(root.length),
      text,
    }),
  );

async function allTexts(): Promise<Text[]> {
  const code = await Promise.all(
    ['src/**/*.ts', 'src/**/*.tsx'].flatMap(filesOf).map(async (file) => textsOf(file, await readFile(file, 'utf8'))),
  );
  const prose = await Promise.all(
    ['README.md', 'src/**/*.md', '.github/*.md', 'CHANGELOG.md', 'openapi/*.yaml', 'package.json']
      .flatMap(filesOf)
      .map(async (file) => {
        const lines = (await readFile(file, 'utf8')).split('\n');
        return lines.map((text, index) => ({ place: `${file.slice(root.length)}:${index + 1}`, text }));
      }),
  );
  const titles = await Promise.all(
    filesOf('test/**/*.test.ts').map(async (file) => titlesIn(file, await readFile(file, 'utf8'))),
  );
  expect(titles.flat().length).toBeGreaterThan(500);
  return [...code, ...prose, ...titles].flat();
}

it('Texts for people use no unidiomatic phrases', async () => {
  const texts = await allTexts();
  const found = texts.flatMap(({ place, text }) =>
    phrases.flatMap(([phrase, better]) => {
      const [match] = phrase.exec(text) ?? [];
      return match === undefined ? [] : [`${place}: "${match}" (write: ${better}) in: ${text.slice(0, 200)}`];
    }),
  );
  expect(texts.length).toBeGreaterThan(3_000);
  expect(found).toEqual([]);
});
