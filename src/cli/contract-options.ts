// The options of the contract command.
import { type Command, Option } from 'commander';
import { describeSets } from '../assumptions/sets.ts';
import { assumption, each, percent, reportTo, wholeNumber, words } from './arguments.ts';
import type { ReportTo } from '../contract/command.ts';
import type { RunOptions } from '../contract/run/run-options.ts';
import { reporters } from '../contract/reporters/reporters.ts';

/** As the options are given. */
interface Given {
  readonly username: string;
  readonly password: string;
  readonly token?: string;
  readonly otpUser?: string;
  readonly otpPassword?: string;
  readonly otpFrom?: string;
}

export interface ContractOptions {
  readonly login: Pick<RunOptions, 'credentials' | 'token' | 'otpUser'>;
  readonly space?: string;
  readonly otherSpace?: string;
  readonly allow: readonly ('write' | 'send')[];
  readonly acceptLoss?: true;
  readonly restore?: string;
  readonly strict?: true;
  readonly assume: Record<string, string>;
  readonly assumptions?: string;
  readonly writeAssumptions?: string;
  readonly only: readonly string[];
  readonly replay?: string;
  readonly fuzz: number;
  readonly rngSeed?: number;
  readonly reporter: readonly ReportTo[];
  readonly knownDifferences?: string;
  readonly writeKnownDifferences?: string;
  readonly require: readonly string[];
  readonly requireCoverage?: number;
  readonly workingSetting?: string;
  readonly receiveMail?: string | boolean;
  readonly timeout: number;
  readonly maxTime: number;
  readonly parallel?: number;
  readonly waitForExpiry?: true;
  readonly compare?: number;
  readonly insecure?: true;
  readonly ca?: string;
  readonly document?: string;
  readonly list?: true;
}

/** Adds the command. The caller passes what it does. */
export function addContract(
  program: Command,
  action: (url: string | undefined, options: ContractOptions) => Promise<void>,
): void {
  const contract = program
    .command('contract')
    .description('check a backend against the contract, then restore it')
    .argument('[url]', 'the backend to check, for example https://staging.example:8082');
  addTarget(contract);
  addWriting(contract);
  addChecks(contract);
  addResult(contract);
  contract
    .addHelpText(
      'after',
      `\nSets for --assume:\n${describeSets()}\n\nExit codes: 0 no documented statement failed, 1 one failed or a requirement is not met, 2 the run could not be completed.\n`,
    )
    .action((url: string | undefined, options: Omit<ContractOptions, 'login'> & Given) =>
      action(url, withLogin(options)),
    );
}

function withLogin(options: Omit<ContractOptions, 'login'> & Given): ContractOptions {
  const { username, password, token, otpUser, otpPassword, otpFrom, ...rest } = options;
  const first = token === undefined ? { credentials: { username, password } } : { token };
  const second = otpUser !== undefined && { otpUser: { username: otpUser, password: otpPassword, from: otpFrom } };
  return { ...rest, login: { ...first, ...second } };
}

function addTarget(contract: Command): void {
  contract
    .optionsGroup('Login and connection:')
    .addOption(new Option('--username <name>', 'user name for the login').default('admin'))
    .addOption(new Option('--password <text>', 'password for the login').default('admin'))
    .addOption(new Option('--token <token>', 'access token to use instead of a login'))
    .option('--otp-user <name>', 'second user, who logs in by a one-time password: also check that login')
    .option('--otp-password <text>', 'password of that user (default: the name)')
    .option(
      '--otp-from <where>',
      'where the codes can be read: file:PATH, a URL, or command:COMMAND (a mock of this package tells them)',
    )
    .option('--insecure', 'accept any certificate')
    .option('--ca <file>', 'trusted certificates in PEM')
    .option('--timeout <ms>', 'response timeout', wholeNumber(1, 600_000), 10_000)
    .option('--max-time <seconds>', 'run timeout; the target is still restored', wholeNumber(1, 86_400), 600)
    .addOption(
      new Option('--parallel <n>', 'how many requests go on at once, in spaces of the run’s own')
        .argParser(wholeNumber(1, 64))
        .default(undefined, '16 on loopback, otherwise 4'),
    );
}

function addWriting(contract: Command): void {
  contract
    .optionsGroup('What may be written:')
    .option('--space <name>', 'space to work in (on this machine, the run creates its own)')
    .option('--other-space <name>', 'second space, for checks that compare two spaces')
    .addOption(
      new Option('--allow <what>', 'effects to allow on a remote target: write, send, or write,send')
        .argParser(words(['write', 'send']))
        .default([], 'read only'),
    )
    .option('--accept-loss', 'overwrite settings that cannot be restored, for example because GET hides their secrets')
    .option('--restore <file>', 'only restore what a run that was cut off has overwritten; it has printed the path')
    .addOption(
      new Option(
        '--receive-mail [host:port]',
        'receive the mail of test sends where the target reaches this machine; or none',
      )
        .argParser((text) => (text === 'true' ? true : text === 'none' ? false : text))
        .preset('true')
        .default(undefined, 'on for targets on this machine'),
    )
    .option('--working-setting <file>', 'setting with which a test send succeeds: the body of a PUT, or a list');
}

function addChecks(contract: Command): void {
  contract
    .optionsGroup('What is checked:')
    .option('--document <file>', 'take bodies and statuses of success from another OpenAPI document')
    .addOption(
      new Option('--only <id>', 'run only checks whose id starts with this (repeatable)')
        .argParser(each)
        .default([], 'all'),
    )
    .addOption(new Option('--replay <id>', 'run one check again, and show each request and response').conflicts('only'))
    .option('--list', 'list all checks without running them')
    .option('--wait-for-expiry', 'wait until a token has expired, to check that it is refused')
    .option('--fuzz <n>', 'number of valid and of invalid generated bodies for each PUT', wholeNumber(0, 100_000), 0)
    .addOption(
      new Option(
        '--compare [sequences]',
        'play random sequences to the target and to a mock with the observed behaviour, and show the differences',
      )
        .argParser(wholeNumber(1, 100_000))
        .preset(100),
    )
    .option('--rng-seed <n>', 'make random parts repeatable', wholeNumber(0, 2 ** 31 - 1));
}

function addResult(contract: Command): void {
  contract
    .optionsGroup('What is expected:')
    .addOption(
      new Option(
        '--assume <name=value>',
        'expected answer to a point on which the page is silent, or a set: @jdk11 (repeatable)',
      )
        .argParser(assumption)
        .default({}, 'as serve'),
    )
    .option('--assumptions <file>', 'assumptions from a JSON file: {"assumptions": {name: value}}')
    .option('--strict', 'fail the run on assumed differences, too')
    .option(
      '--known-differences <file>',
      'accepted failures: [{"check", "reason", "until"}]; in "check", * stands for anything',
    )
    .option('--require-coverage <percent>', 'fail the run if fewer of the documented statements are checked', percent)
    .addOption(
      new Option('--require <id>', 'fail the run unless checks whose id starts with this are decided (repeatable)')
        .argParser(each)
        .default([], 'none'),
    )
    .optionsGroup('Where the result goes:')
    .addOption(
      new Option('--reporter <name[=file]>', `${Object.keys(reporters).join(', ')} (repeatable)`)
        .argParser(reportTo)
        .default([], 'pretty'),
    )
    .option('--write-known-differences <file>', 'write what fails this run, for --known-differences of the next one')
    .option('--write-assumptions <file>', 'write how the target behaves on these points, for serve --assumptions');
}
