// Where a text that is meant to be JSON is none. Node's own messages quote the text, and do not always say where.
import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { isTooDeep, maximumDepth } from './json.ts';

/** What is wrong, by the names that jsonc-parser has for it. */
const flaws: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no value of JSON',
  InvalidNumberFormat: 'this is no number of JSON',
  PropertyNameExpected: 'the name of a member is missing, in double quotes',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'there is more behind the end of the value',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'a text is not closed',
  UnexpectedEndOfNumber: 'a number is not whole',
  InvalidUnicode: 'an escape \\u has four hexadecimal digits',
  InvalidEscapeCharacter: 'JSON has no such escape',
  InvalidCharacter: 'a control character has to be written as an escape',
};

/**
 * Where and how a text fails to be JSON, as in `line 3, column 7: a comma is missing`; without any of the text, which may hold
 * a secret. Columns count UTF-16 units, as editors do.
 */
export function flawOfJson(text: string): string {
  if (text.trim() === '') return 'there is nothing in it';
  if (isTooDeep(Buffer.from(text))) return `it is nested more than ${maximumDepth} levels deep`;
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (!first) return 'it is not understood';
  const before = text.slice(0, first.offset).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  return `${place}: ${flaws[printParseErrorCode(first.error)] ?? 'it is not understood'}`;
}
