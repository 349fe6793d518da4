// Where a text is not valid JSON. Node's own messages quote the text and do not always name the place.
import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { isTooDeep, maximumDepth } from './json.ts';

/** What is wrong, by the names that jsonc-parser has for it. */
const flaws: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is not a JSON value',
  InvalidNumberFormat: 'this is not a JSON number',
  PropertyNameExpected: 'a property name in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'there is more text after the end of the value',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'a string is not closed',
  UnexpectedEndOfNumber: 'a number is incomplete',
  InvalidUnicode: 'a \\u escape needs four hexadecimal digits',
  InvalidEscapeCharacter: 'JSON has no such escape',
  InvalidCharacter: 'a control character must be written as an escape',
};

/**
 * Where and how a text fails to be JSON, as in `line 3, column 7: a comma is missing`; without any of the text, which may hold
 * a secret. Columns count UTF-16 units, as editors do.
 */
export function flawOfJson(text: string): string {
  if (text.trim() === '') return 'it is empty';
  if (isTooDeep(Buffer.from(text))) return `it is nested more than ${maximumDepth} levels deep`;
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (!first) return 'it cannot be parsed';
  const before = text.slice(0, first.offset).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  return `${place}: ${flaws[printParseErrorCode(first.error)] ?? 'it cannot be parsed'}`;
}
