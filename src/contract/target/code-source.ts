// Where the codes of a user's logins can be read: in a file, at a URL, or by a command; from a mock of this package, at itself.
import { exec } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { isRecord } from '../../document/json.ts';
import { StartError } from '../../document/start-error.ts';
import { quote } from '../../common/shell.ts';
import { isOwnMock } from './own-mock.ts';
import type { Target } from './http.ts';
import { Undecidable } from './verdict.ts';

/** `file:PATH`, an http or https URL, or `command:COMMAND`; in a program, a function, too. Each gives a text with the code in it. */
export type CodeSource = string | (() => string | Promise<string>);

interface Source {
  /** What is there now. @param patience how long it may take, in milliseconds */
  readonly read: (patience: number) => Promise<string>;
  /** The same as a command for a shell. */
  readonly inShell: string;
}

/** Milliseconds between two looks. */
const interval = 200;

/** Milliseconds for a look before the first login. A command that waits for a message is ended then. */
const firstLook = 2_000;

export class Codes {
  readonly #source: Source;
  readonly #timeout: number;
  #last: string | undefined;
  #count = 0;
  /** That none came at all, once that is known. */
  #none: Undecidable | undefined;

  /** @param timeout milliseconds that a code may take to arrive */
  constructor(source: Source, timeout: number) {
    this.#source = source;
    this.#timeout = timeout;
  }

  /**
   * To be called before each login. Looks once before the first: what is there by then is not of the run.
   * @throws {Undecidable} when none has come before.
   */
  async begin(): Promise<void> {
    if (this.#none) throw this.#none;
    this.#last ??= await this.#source.read(firstLook);
  }

  /**
   * The code that has come since the last look.
   * @param mayRepeat whether the last one is returned, if no other comes
   * @throws {Undecidable} when none comes in time.
   */
  async next(mayRepeat = false): Promise<string> {
    const until = Date.now() + this.#timeout;
    let text = '';
    do {
      text = await this.#source.read(Math.max(1, until - Date.now()));
      const code = codeIn(text);
      if (code !== undefined && text !== this.#last) {
        this.#last = text;
        this.#count += 1;
        return code;
      }
      await wait(interval);
    } while (Date.now() < until);
    const code = mayRepeat ? codeIn(text) : undefined;
    if (code !== undefined) return code;
    const late = new Undecidable(`no code has arrived in ${this.#timeout / 1_000} s; see --otp-from`);
    if (this.#count === 0) this.#none = late;
    throw late;
  }

  /** A line for a shell that reads a code as long as this one into a variable. */
  lineFor(variable: string, { length }: string): string {
    return `sleep 1; ${variable}=$(${this.#source.inShell} | grep -oE '(^|[^0-9])[0-9]{${length}}([^0-9]|$)' | tail -n 1 | tr -dc 0-9)`;
  }
}

/**
 * The code in a text: of its last number of six digits, or else of four to eight, that is not part of a date, an id or a phone
 * number. In a JSON object, its field `code`.
 */
export function codeIn(text: string): string | undefined {
  const json = parsed(text);
  if (isRecord(json) && typeof json['code'] === 'string') return json['code'];
  const numbers = text.match(/(?<![\w+:./-])\d{4,8}(?![\w:/-]|\.\d)/g) ?? [];
  return numbers.findLast(({ length }) => length === 6) ?? numbers.at(-1);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Asking {
  readonly username: string;
  readonly target: Target;
}

/** @throws {StartError} when it is missing at a target that does not tell codes itself, or has no known form. */
export async function sourceOf(from: CodeSource | undefined, { username, target }: Asking): Promise<Source> {
  if (from === undefined) return ofMock(target, username);
  if (typeof from === 'function') return { read: async () => from(), inShell: 'cat' };
  const [, kind = '', rest = ''] = /^(file|command|https?):(.+)$/s.exec(from) ?? [];
  if (kind === 'file') return { read: () => readFile(rest, 'utf8').catch(absent(rest)), inShell: `cat ${quote(rest)}` };
  if (kind === 'command')
    return { read: (patience) => outputOf(rest, { username, patience }), inShell: `sh -c "\${${variable}#command:}"` };
  if (URL.canParse(from) && kind !== '')
    return { read: (patience) => bodyAt(from, patience), inShell: `curl -s "$${variable}"` };
  throw new StartError(
    `The codes cannot be read from ${JSON.stringify(from)}. Give file:PATH, an http or https URL, or command:COMMAND.`,
  );
}

/** A URL or a command may have a secret in it. */
const variable = 'OTP_CONTRACT_OTP_FROM';

async function ofMock(target: Target, username: string): Promise<Source> {
  if (!(await isOwnMock(target)))
    throw new StartError('A user who logs in by a code needs --otp-from: where the run can read the codes.');
  const path = `/__mock/otp/${encodeURIComponent(username)}`;
  return {
    read: async () => (await target.send({ method: 'GET', path: `${path}?timeout=0` })).text,
    inShell: `curl -s ${quote(`${target.url}${path}`)} | cut -d, -f1`,
  };
}

function absent(file: string): (error: NodeJS.ErrnoException) => string {
  return ({ code }) => {
    if (code === 'ENOENT') return '';
    throw new StartError(`The codes cannot be read from the file ${file} (${code}).`);
  };
}

async function bodyAt(url: string, patience: number): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patience) }).catch(() => undefined);
  return response?.ok ? response.text().catch(() => '') : '';
}

/** What a command has printed until it ended, or its time was over. */
function outputOf(command: string, { username, patience }: { username: string; patience: number }): Promise<string> {
  const env = { ...process.env, OTP_USER: username };
  return new Promise((resolve) => {
    exec(command, { timeout: patience, env }, (_error, stdout) => resolve(stdout));
  });
}
