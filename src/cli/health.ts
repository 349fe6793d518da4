// Whether a mock is up: for the probes of containers and for scripts that wait for it.
import { setTimeout as wait } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { isRecord } from '../document/json.ts';
import { StartError } from '../document/start-error.ts';
import { askMock } from '../integrations/ask-mock.ts';
import { wholeNumber } from './arguments.ts';

interface HealthOptions {
  readonly wait: number;
}

/** How long one answer may take, and how long to wait before the next try, in milliseconds. */
const [patience, pause] = [5_000, 200];

/** Adds the command. @param done is told the exit code, and what to print */
export function addHealth(program: Command, done: (code: 0 | 1, line: string) => void): void {
  program
    .command('health')
    .description('tell whether a mock is up: exit code 0 if it is, 1 if it is not')
    .argument('[url]', 'where it is (default: this machine, at OTP_MOCK_PORT, PORT, or 4010)')
    .addOption(
      new Option('--wait <seconds>', 'wait until it is up, at most so long')
        .argParser(wholeNumber(0, 86_400))
        .default(0),
    )
    .action(async (url: string | undefined, options: HealthOptions) => {
      const at = mockUrl(url, process.env);
      const flaw = await waitFor(at, options.wait * 1000);
      done(flaw === undefined ? 0 : 1, flaw === undefined ? `${at} is up` : `${at} is not up: ${flaw}`);
    });
}

/** The mock that a command is about. @throws {StartError} for anything that is not a URL of HTTP. */
export function mockUrl(url: string | undefined, env: NodeJS.ProcessEnv): string {
  const given = url ?? `http://127.0.0.1:${env['OTP_MOCK_PORT'] || env['PORT'] || 4010}`;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))
    throw new StartError(`${JSON.stringify(given)} is not an http(s) URL. Give one like http://127.0.0.1:4010.`);
  return given.replace(/\/+$/, '');
}

/** Undefined once it is up; why not, when the time is over. */
async function waitFor(url: string, milliseconds: number): Promise<string | undefined> {
  const until = Date.now() + milliseconds;
  for (;;) {
    const flaw = await flawOf(url);
    if (flaw === undefined || Date.now() + pause > until) return flaw;
    await wait(pause);
  }
}

async function flawOf(url: string): Promise<string | undefined> {
  const late = wait(patience, 'it does not respond', { ref: false });
  return Promise.race([late, look(`${url}/__mock/health`)]);
}

async function look(url: string): Promise<string | undefined> {
  try {
    const { status, text } = await askMock(url);
    const value: unknown = JSON.parse(text);
    return status === 200 && isRecord(value) && value['status'] === 'ok' ? undefined : `it responds with ${status}`;
  } catch (error) {
    return error instanceof SyntaxError ? 'what responds is something else' : (error as Error).message;
  }
}
