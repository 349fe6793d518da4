// The options of the serve command.
import { type Command, Option } from 'commander';
import { assumption, each, nameOfMock, origin, wholeNumber } from './arguments.ts';
import { describeSets } from '../assumptions/sets.ts';
import { assumptionNames, table } from '../assumptions/table.ts';
import type { LogFormat } from '../http/log.ts';
import { type AuthMode, authModes } from '../session/auth-mode.ts';
import { usualTimeout } from '../upstream/upstream.ts';

export interface ServeOptions {
  readonly port: number;
  /** Both addresses of this machine without one. */
  readonly host?: string;
  readonly data: string;
  readonly store?: string;
  readonly name: string;
  readonly storeWait: number;
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
  readonly upstream?: string;
  readonly forward: string[];
  readonly mock: string[];
  readonly ca?: string;
  readonly insecure?: true;
  readonly failOnViolation?: true;
  readonly upstreamTimeout: number;
  readonly writeAssumptions?: string;
  readonly smtpPort?: number;
  readonly smtpsPort?: number;
  readonly providersPort?: number;
  readonly log: LogFormat;
  readonly open?: true;
}

/** Adds the default command. The caller passes what it does. */
export function addServe(
  program: Command,
  action: (options: ServeOptions, command: Command) => Promise<void>,
): Command {
  const serve = program.command('serve', { isDefault: true }).description('start the mock (the default command)');
  for (const add of [addReach, addState, addBehaviour, addUpstream, addProviders, addProcess]) add(serve);
  return serve
    .addHelpText('after', () => helpOfAssumptions())
    .allowExcessArguments()
    .action(action);
}

function addReach(serve: Command): void {
  serve
    .optionsGroup('Where it listens, and to whom:')
    .addOption(
      new Option('-p, --port <port>', 'port to listen on; 0 for any free port')
        .default(4010)
        .argParser(wholeNumber(0, 65_535)),
    )
    .option('--host <host>', 'address to listen on (default: 127.0.0.1, and ::1 where available)')
    .addOption(
      new Option('--cors <origin>', 'another origin whose pages may call the mock (repeatable)')
        .argParser(origin)
        .default([], 'only loopback origins'),
    )
    .addOption(
      new Option('--allow-host <name>', 'extra Host name that the mock accepts (repeatable)')
        .argParser(each)
        .default([], 'names of this machine'),
    )
    .addOption(
      new Option(
        '--control-token <token>',
        'bearer token that /__mock requires; generated for non-loopback --host addresses',
      ),
    );
}

function addState(serve: Command): void {
  serve
    .optionsGroup('What it keeps, and begins with:')
    .option('-d, --data <folder>', 'data folder with the JSON files', '.otp-settings-mock')
    .option('--ephemeral', 'keep everything in memory; write nothing to disk')
    .option(
      '--store <url>',
      'PostgreSQL database of several mocks: postgres://…, or postgres for the URL in DATABASE_URL',
    )
    .addOption(
      new Option('--name <name>', 'name of the mock in the database; mocks of one name share everything')
        .argParser(nameOfMock)
        .default('default'),
    )
    .option('--store-wait <seconds>', 'time to wait for the database at the start', wholeNumber(0, 3_600), 0)
    .option(
      '--seed <file>',
      'initial state of spaces that do not exist yet; "demo" for the bundled one, "random:300" for as many made-up spaces',
    )
    .option(
      '--users <file>',
      'users file (default: admin and operator; each password equals the user name); "random:20" for as many more',
    )
    .option('--outbox-limit <n>', 'messages to keep per space, up to 32 MB', wholeNumber(1, 100_000), 500)
    .option('--journal-limit <n>', 'requests to keep per space', wholeNumber(1, 10_000), 500);
}

function addBehaviour(serve: Command): void {
  serve
    .optionsGroup('How it behaves:')
    .addOption(
      new Option(
        '--auth <mode>',
        'login: only tokens from /login; any: every non-empty access cookie; off: requests without a session act as the first user',
      )
        .choices(authModes)
        .default('login'),
    )
    .option('--token-ttl <seconds>', 'lifetime of an access token', wholeNumber(1, 31_536_000), 300)
    .addOption(
      new Option(
        '--assume <name=value>',
        'answer to a point on which the page is silent, or a set: @jdk11 (repeatable)',
      )
        .argParser(assumption)
        .default({}, 'see below'),
    )
    .option('--assumptions <file>', 'assumptions from a JSON file: {"assumptions": {name: value}}')
    .option(
      '--document <file>',
      'serve another version of the contract, or take bodies and statuses of success from another OpenAPI document',
    )
    .option(
      '--rng-seed <n>',
      'make ids, one-time codes and random seeds repeatable',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
    );
}

function addUpstream(serve: Command): void {
  serve
    .optionsGroup('The rest of the application:')
    .option('--upstream <url>', 'real backend that answers what is not mocked')
    .addOption(
      new Option('--forward <operation>', 'operation of the contract that the upstream answers, too (repeatable)')
        .argParser(each)
        .default([], 'none'),
    )
    .addOption(
      new Option('--mock <operation>', 'operation that the mock answers; the upstream answers the others (repeatable)')
        .argParser(each)
        .default([], 'all of the contract'),
    )
    .option('--ca <file>', 'trusted certificates of the upstream in PEM')
    .option('--insecure', 'accept any certificate of the upstream')
    .option('--fail-on-violation', 'answer 502 where a request or a response that passes violates the contract')
    .option(
      '--upstream-timeout <ms>',
      'time for the upstream to begin to respond',
      wholeNumber(1, 86_400_000),
      usualTimeout,
    )
    .option('--write-assumptions <file>', 'write at the end what the upstream was seen to do, for --assumptions');
}

function addProviders(serve: Command): void {
  serve
    .optionsGroup('For clients that send by themselves:')
    .option(
      '--smtp-port <port>',
      'port of a mail server whose messages land in the outbox; 0 for any free port',
      wholeNumber(0, 65_535),
    )
    .option('--smtps-port <port>', 'port of the same with TLS from the first byte', wholeNumber(0, 65_535))
    .option(
      '--providers-port <port>',
      'port of a proxy that leads the hosts of the SMS providers to the mock; see otp-settings-mock env',
      wholeNumber(0, 65_535),
    );
}

function addProcess(serve: Command): void {
  serve
    .optionsGroup('The process:')
    .addOption(
      new Option('--log <format>', 'format of the request log on standard error')
        .choices(['pretty', 'json', 'silent'])
        .default('pretty'),
    )
    .option('--grace-period <ms>', 'time for requests in flight to finish on SIGTERM', wholeNumber(0, 3_600_000), 2_000)
    .option('--open', 'open the web page (/__mock/) in a browser');
}

export function helpOfAssumptions(): string {
  const lines = assumptionNames.map((name) => `  ${name}=${table[name].values.join('|')}`);
  return `\nAssumptions for --assume (default first):\n${lines.join('\n')}\n\nSets for --assume:\n${describeSets()}\n`;
}
