// Leaves out options of the command that are given without a value: see src/given.ts.
import type { Command } from 'commander';

/** The arguments without empty ones, and without the options whose values these are. */
export function givenArguments(program: Command, argv: readonly string[]): string[] {
  const valued = new Set(optionsOf(program).flatMap((each) => (takesValue(each) ? [each.short, each.long] : [])));
  const left: string[] = [];
  for (const argument of argv) {
    if (argument === '') {
      if (valued.has(left.at(-1))) left.pop();
    } else if (!/^--[^=]+=$/.test(argument)) {
      left.push(argument);
    }
  }
  return left;
}

type Option = Command['options'][number];

const optionsOf = (program: Command): Option[] => program.commands.flatMap(({ options }) => [...options]);

const takesValue = ({ required, optional }: Option): boolean => required || optional;
