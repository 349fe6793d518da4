// The options of the contract command.
import { type Command, Option } from 'commander';
import { assumption, each, reportTo, wholeNumber, words } from './arguments.ts';
import type { ReportTo } from './contract/command.ts';

export interface ContractOptions {
  readonly username: string;
  readonly password: string;
  readonly token?: string;
  readonly space?: string;
  readonly otherSpace?: string;
  readonly allow: readonly ('write' | 'send')[];
  readonly acceptLoss?: true;
  readonly strict?: true;
  readonly assume: Record<string, string>;
  readonly assumptions?: string;
  readonly writeAssumptions?: string;
  readonly only: readonly string[];
  readonly fuzz: number;
  readonly rngSeed?: number;
  readonly reporter: readonly ReportTo[];
  readonly knownDifferences?: string;
  readonly timeout: number;
  readonly maxTime: number;
  readonly insecure?: true;
  readonly ca?: string;
  readonly document?: string;
  readonly list?: true;
}

/** Adds the command; what it does is the caller's. */
export function addContract(
  program: Command,
  action: (url: string | undefined, options: ContractOptions) => Promise<void>,
): void {
  program
    .command('contract')
    .description('check a backend against the contract, and put everything back as it was')
    .argument('[url]', 'the target, like https://staging.example:8082')
    .addOption(new Option('--username <name>', 'who logs in').env('OTP_CONTRACT_USERNAME').default('admin'))
    .addOption(new Option('--password <text>', 'with which password').env('OTP_CONTRACT_PASSWORD').default('admin'))
    .addOption(new Option('--token <token>', 'an access token, in place of a login').env('OTP_CONTRACT_TOKEN'))
    .option('--space <name>', 'space to work in (on this machine the run makes up its own)')
    .option('--other-space <name>', 'a second one, for what two spaces have to do with each other')
    .addOption(
      new Option('--allow <what>', 'on a target that is not this machine: write, send, or write,send')
        .argParser(words(['write', 'send']))
        .default([], 'only reading'),
    )
    .option('--accept-loss', 'write over settings that cannot be put back whole, because GET hides their secrets')
    .option('--strict', 'differences from what is assumed fail the run, too')
    .addOption(
      new Option('--assume <name=value>', 'what is assumed of a point on which the page is silent (repeatable)')
        .argParser(assumption)
        .default({}, 'as serve'),
    )
    .option('--assumptions <file>', 'the same from a JSON file: {"assumptions": {name: value}}')
    .option('--write-assumptions <file>', 'write down how the target answers these points, for serve --assumptions')
    .addOption(
      new Option('--only <id>', 'checks with this id or beginning (repeatable)').argParser(each).default([], 'all'),
    )
    .option(
      '--fuzz <n>',
      'generated bodies, fitting and faulty, that every PUT gets of each',
      wholeNumber(0, 100_000),
      0,
    )
    .option('--rng-seed <n>', 'make the random parts repeatable', wholeNumber(0, 2 ** 31 - 1))
    .addOption(
      new Option('--reporter <name[=file]>', 'pretty, json, junit or github (repeatable)')
        .argParser(reportTo)
        .default([], 'pretty'),
    )
    .option('--known-differences <file>', 'failures that are agreed on: [{"check", "reason", "until"}]')
    .option('--timeout <ms>', 'response timeout', wholeNumber(1, 600_000), 10_000)
    .option('--max-time <seconds>', 'run timeout; what was found is put back then', wholeNumber(1, 86_400), 600)
    .option('--insecure', 'accept any certificate')
    .option('--ca <file>', 'certificates to trust, in PEM')
    .option('--document <file>', 'another version of the contract')
    .option('--list', 'print all checks and run none')
    .addHelpText('after', '\nExit codes: 0 held, 1 a documented statement failed, 2 it could not be run to its end.\n')
    .action(action);
}
