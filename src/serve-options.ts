// The options of the serve command.
import { type Command, Option } from 'commander';
import { assumption, each, origin, wholeNumber } from './arguments.ts';
import { assumptionNames, table } from './assumptions/table.ts';
import type { LogFormat } from './http/log.ts';
import { type AuthMode, authModes } from './session/auth-mode.ts';

export interface ServeOptions {
  readonly port: number;
  /** Both addresses of this machine without one. */
  readonly host?: string;
  readonly data: string;
  readonly ephemeral?: true;
  readonly seed?: string;
  readonly users?: string;
  readonly auth: AuthMode;
  readonly tokenTtl: number;
  readonly assume: Record<string, string>;
  readonly assumptions?: string;
  readonly cors: string[];
  readonly allowHost: string[];
  readonly controlToken?: string;
  readonly outboxLimit: number;
  readonly document?: string;
  readonly gracePeriod: number;
  readonly rngSeed?: number;
  readonly log: LogFormat;
  readonly open?: true;
}

/** Adds the command, which is the default one; what it does is the caller's. */
export function addServe(
  program: Command,
  action: (options: ServeOptions, command: Command) => Promise<void>,
): Command {
  const serve = program.command('serve', { isDefault: true }).description('start the mock (the default command)');
  addAccess(serve);
  addBehaviour(serve);
  return serve
    .addHelpText('after', () => helpOfAssumptions())
    .allowExcessArguments()
    .action(action);
}

/** Where the mock is, what it starts with, and who may use it. */
function addAccess(serve: Command): void {
  serve
    .addOption(
      new Option('-p, --port <port>', '0 for any free port')
        .env('PORT')
        .default(4010)
        .argParser(wholeNumber(0, 65_535)),
    )
    .option('--host <host>', 'address to listen on (default: 127.0.0.1, and ::1 where there is one)')
    .option('-d, --data <folder>', 'folder of the JSON files', '.otp-settings-mock')
    .option('--ephemeral', 'keep everything in memory, write nothing')
    .option('--seed <file>', 'first state, for spaces that do not exist yet; "demo" for the shipped one')
    .option('--users <file>', 'who may log in; admin and operator, each with its name as password, by default')
    .addOption(
      new Option(
        '--auth <mode>',
        'only tokens from /login; any non-empty access cookie; or off: without a session as the first user',
      )
        .choices(authModes)
        .default('login'),
    )
    .option('--token-ttl <seconds>', 'how long an access token is valid', wholeNumber(1, 31_536_000), 300)
    .addOption(
      new Option('--assume <name=value>', 'answer to a point on which the page is silent (repeatable)')
        .argParser(assumption)
        .default({}, 'see below'),
    )
    .option('--assumptions <file>', 'the same from a JSON file: {"assumptions": {name: value}}')
    .addOption(
      new Option('--cors <origin>', 'web page that may call the mock (repeatable)')
        .argParser(origin)
        .default([], 'those of this machine'),
    )
    .addOption(
      new Option('--allow-host <name>', 'extra Host name that the mock accepts (repeatable)')
        .argParser(each)
        .default([], 'those of this machine'),
    )
    .addOption(
      new Option(
        '--control-token <token>',
        'bearer token that /__mock requires; made up for other --host addresses',
      ).env('OTP_MOCK_CONTROL_TOKEN'),
    );
}

/** What it keeps, what it goes by, and what it prints. */
function addBehaviour(serve: Command): void {
  serve
    .option('--outbox-limit <n>', 'messages that are kept of each space, up to 32 MB', wholeNumber(1, 100_000), 500)
    .option('--document <file>', 'another version of the contract, with the same operationIds and schema names')
    .option(
      '--grace-period <ms>',
      'how long requests in flight may take to finish on SIGTERM',
      wholeNumber(0, 3_600_000),
      2_000,
    )
    .option('--rng-seed <n>', 'make ids and one-time codes repeatable', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .addOption(
      new Option('--log <format>', 'a line for every request, on standard error')
        .choices(['pretty', 'json', 'silent'])
        .default('pretty'),
    )
    .option('--open', 'open the web page, /__mock/, in the browser');
}

export function helpOfAssumptions(): string {
  const lines = assumptionNames.map((name) => `  ${name}=${table[name].values.join('|')}`);
  return `\nAssumptions for --assume, the default first:\n${lines.join('\n')}\n`;
}
