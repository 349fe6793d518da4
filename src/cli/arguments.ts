// Parsers for option values. Each refuses an invalid text with a sentence.
import { InvalidArgumentError } from 'commander';
import { type AssumptionSet, assumptionSets, findSet } from '../assumptions/sets.ts';
import type { ReportTo } from '../contract/command.ts';
import { type ReporterName, reporters } from '../contract/reporters/reporters.ts';

/** A whole number in a range. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < from || number > to)
      throw new InvalidArgumentError(`Give a whole number from ${from} to ${to}.`);
    return number;
  };
}

/** A part of a hundred, with or without a fraction. */
export function percent(text: string): number {
  const number = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || number > 100) throw new InvalidArgumentError('Give a number from 0 to 100.');
  return number;
}

/** NAME=VALUE or a set as @NAME, over those before. */
export function assumption(text: string, earlier: Record<string, string>): Record<string, string> {
  if (text.startsWith('@')) return { ...earlier, ...setOf(text.slice(1)) };
  const [name = '', ...rest] = text.split('=');
  if (rest.length === 0) throw new InvalidArgumentError('Give NAME=VALUE, or a set as @NAME.');
  const value = rest.join('=');
  return value === '' ? earlier : { ...earlier, [name]: value };
}

function setOf(name: string): AssumptionSet['values'] {
  const found = findSet(name);
  if (found) return found.values;
  const names = Object.keys(assumptionSets).map((each) => `@${each}`);
  throw new InvalidArgumentError(`Give one of the sets ${names.join(', ')}.`);
}

/** An origin as browsers send it, added to those before: of a web page, of an app (capacitor://localhost), or null. */
export function origin(text: string, earlier: string[]): string[] {
  const isOfPage = URL.canParse(text) && new URL(text).origin === text;
  if (!isOfPage && !/^(null|(?!https?:)[a-z][a-z\d+.-]*:\/\/[^/?#\s]*)$/.test(text))
    throw new InvalidArgumentError('Give an origin like https://app.example:8443, without a path.');
  return [...earlier, text];
}

/** One of several words, or several with commas between, added to those before. */
export function words<W extends string>(allowed: readonly W[]): (text: string, earlier: readonly W[]) => W[] {
  return (text, earlier) => {
    const given = text.split(',').map((word) => {
      const found = allowed.find((each) => each === word);
      if (found === undefined) throw new InvalidArgumentError(`Give one or more of ${allowed.join(', ')}.`);
      return found;
    });
    return [...earlier, ...given];
  };
}

/** NAME or NAME=FILE, added to those before. */
export function reportTo(text: string, earlier: readonly ReportTo[]): ReportTo[] {
  const [name = '', ...rest] = text.split('=');
  if (!Object.hasOwn(reporters, name))
    throw new InvalidArgumentError(`Give one of ${Object.keys(reporters).join(', ')}, or NAME=FILE.`);
  const file = rest.join('=');
  return [...earlier, { name: name as ReporterName, ...(file !== '' && { file }) }]; // a key of `reporters`
}

/** A name of 1 to 100 printable characters. */
export function nameOfMock(text: string): string {
  if (!/^\P{C}{1,100}$/u.test(text)) throw new InvalidArgumentError('Give a name of 1 to 100 printable characters.');
  return text;
}

/** A text, added to those before. */
export function each(text: string, earlier: readonly string[]): string[] {
  return [...earlier, text];
}
