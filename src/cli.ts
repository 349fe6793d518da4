// The command line: from argv to a command. The only file that prints usage or sets an exit code.
import { randomBytes } from 'node:crypto';
import { type Command, CommanderError } from 'commander';
import { namesOfThisMachine, openableUrls } from './cli/addresses.ts';
import { chooseAssumptions, readAssumptions } from './assumptions/choose.ts';
import { wantsColour } from './cli/colour.ts';
import { CommandWithVariables, prepareVariables } from './cli/environment.ts';
import { givenArguments } from './cli/given.ts';
import { addEnv } from './cli/env.ts';
import { addHealth } from './cli/health.ts';
import { addContract, type ContractOptions } from './cli/contract-options.ts';
import { listChecks, runContract, runRestore } from './contract/command.ts';
import { readKnownDifferences } from './contract/run/known.ts';
import { readWorkingSettings } from './contract/model/working-settings.ts';
import { StartError } from './document/start-error.ts';
import { createLog } from './http/log.ts';
import { isLoopback } from './common/loopback.ts';
import { openPage, pageOf } from './common/open-page.ts';
import { printable } from './common/printable.ts';
import { detailsAs } from './cli/details.ts';
import { storageOf } from './cli/storage.ts';
import { endOnSignals } from './cli/signals.ts';
import { addServe, helpOfAssumptions, type ServeOptions } from './cli/serve-options.ts';
import { createServer, type MockServer } from './server.ts';
import { readVersion } from './package.ts';

function createCommand(version: string, settled: () => void): Command {
  const program = new CommandWithVariables('otp-settings-mock')
    .description('A stateful mock of the OTP Settings Controller API, and a contract tester for the real one.')
    .version(version, '--version')
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'otp-settings-mock: ').replace('\n(', ' (')),
    })
    .exitOverride();
  const serveCommand = addServe(program, async (options, command) => {
    warm(await serve(options, command), settled);
  });
  addContract(program, async (url, options) => {
    await contract(url, options);
    settled();
  });
  addHealth(program, (code, line) => {
    (code === 0 ? process.stdout : process.stderr).write(`otp-settings-mock: ${line}\n`);
    process.exitCode = code;
  });
  addEnv(program, (lines) => void process.stdout.write(lines));
  return program.addHelpText('after', () => `\n${serveCommand.helpInformation()}${helpOfAssumptions()}`);
}

async function serve(options: ServeOptions, command: Command): Promise<MockServer> {
  const [unknown] = command.args;
  if (unknown !== undefined)
    throw new StartError(
      `Unknown command "${unknown}". The commands are serve, contract, health and env; see otp-settings-mock --help.`,
    );
  const {
    port,
    host,
    data,
    ephemeral,
    store,
    name,
    storeWait,
    assume,
    assumptions,
    allowHost,
    log: format,
    open,
    ...rest
  } = options;
  const storage = storageOf({ data, ephemeral, store, name, storeWait }, (option) =>
    command.getOptionValueSource(option),
  );
  const colour = wantsColour(process.stderr, process.env);
  const log = createLog(format, (line) => process.stderr.write(`${line}\n`), colour);
  const fromFile = assumptions === undefined ? {} : await readAssumptions(assumptions);
  const controlToken =
    rest.controlToken ?? (host === undefined || isLoopback(host) ? undefined : randomBytes(18).toString('base64url'));
  const server = await createServer({
    ...rest,
    allowHosts: [...allowHost, ...namesOfThisMachine(host)],
    ...(controlToken !== undefined && { controlToken }),
    ...storage.options,
    assume: chooseAssumptions({ ...fromFile, ...assume }),
    log,
  });
  const url = await server.listen({ port, host }).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  endOnSignals(() => void server.close().then(() => process.exit(0)));
  process.stdout.write(`otp-settings-mock listening on ${url}\n`);
  const generated = controlToken === rest.controlToken ? undefined : controlToken;
  const { hosts: _below, proxy, ...servers } = server.providers();
  const mail = Object.entries(servers).map(([name, at]) => `${name}://${at.host}:${at.port}`);
  const details = {
    urls: openableUrls(url, host),
    data: storage.told,
    page: pageOf(url, generated),
    token: generated,
    ...(mail.length > 0 && { mail: mail.join(' or ') }),
    ...(proxy && { proxy: proxy.url }),
  };
  const told = detailsAs(format, details);
  if (told !== undefined) process.stderr.write(`${told}\n`);
  if (open) openPage(pageOf(url, controlToken), (line) => process.stderr.write(`${line}\n`));
  return server;
}

/** How long what has been compiled may change after the start, in milliseconds. */
const settling = 500;

/** Prepares what the first requests would wait for, now that those who wait for the ready line have it. */
function warm(server: MockServer, settled: () => void): void {
  setImmediate(() => void server.warm().then(() => setTimeout(settled, settling).unref()));
}

async function contract(given: string | undefined, options: ContractOptions): Promise<void> {
  const { login, reporter, assume, assumptions, knownDifferences, workingSetting, list, restore, ...rest } = options;
  if (list)
    return void process.stdout.write(
      await listChecks(rest.document, {
        fuzz: rest.fuzz,
        hasOtpUser: login.otpUser !== undefined,
        receivesMail: rest.receiveMail !== false,
      }),
    );
  const url = given || process.env['OTP_CONTRACT_URL'];
  if (!url) throw new StartError('The URL of the target is missing. Run otp-settings-mock contract URL.');
  const { stdout, stderr } = process;
  const target = { ...rest, ...login, url };
  const print = (text: string): void => void stdout.write(text);
  if (restore !== undefined) return void (process.exitCode = await runRestore(restore, { ...target, print }));
  const fromFile = assumptions === undefined ? {} : await readAssumptions(assumptions);
  process.exitCode = await runContract({
    ...target,
    assume: chooseAssumptions({ ...fromFile, ...assume }),
    ...(knownDifferences !== undefined && { knownDifferences: await readKnownDifferences(knownDifferences) }),
    ...(workingSetting !== undefined && { workingSettings: await readWorkingSettings(workingSetting) }),
    reporters: reporter.length > 0 ? reporter : [{ name: 'pretty' }],
    strict: rest.strict ?? false,
    colour: wantsColour(stdout, process.env),
    version: await readVersion(),
    async startMock(options) {
      const mock = await createServer(options);
      return { url: await mock.listen({ port: 0 }), close: () => mock.close() };
    },
    print,
    say: (line) => void stderr.write(`${line}\n`),
    progress: (done, of, id) => {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${of - done} checks left: ${id}`.slice(0, stderr.columns));
      if (stderr.isTTY && done === of) stderr.write('\r\u001b[K');
    },
    onStop: (stop) =>
      endOnSignals((signal) => {
        stderr.write(`otp-settings-mock: ${signal}: restoring the target; repeat to exit at once\n`);
        stop(`it was stopped by ${signal}`);
      }),
  });
}

/**
 * Runs the command, and ends the process with its exit code unless the server is up.
 * @param settled told when all is loaded and compiled that such a command needs
 */
export async function runCommand(argv: readonly string[], settled: () => void): Promise<void> {
  outliveOutput();
  process.on('uncaughtException', (error) => process.exit(explain(error)));
  try {
    const program = createCommand(await readVersion(), settled);
    prepareVariables(program, process.env);
    await program.parseAsync(givenArguments(program, argv));
  } catch (error) {
    process.exit(explain(error));
  }
}

/**
 * What cannot be written (to a full disk, a closed terminal, a reader that has ended) ends nothing. A run whose report is lost
 * was not completed, unless its reader wanted no more, as `| head` does.
 */
function outliveOutput(): void {
  const { stdout, stderr } = process;
  stderr.on('error', () => undefined);
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    stderr.write(`otp-settings-mock: standard output cannot be written (${code}).\n`);
    process.exitCode ||= 2;
  });
}

/** Says what is wrong; returns the exit code. 1 is for failed statements only. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has printed it already
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const told = error instanceof StartError ? printable(error.message) : `internal error, please report it: ${text}`;
  process.stderr.write(`otp-settings-mock: ${told}\n`);
  return 2;
}
