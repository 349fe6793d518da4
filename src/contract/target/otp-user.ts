// The user of a run who logs in by a one-time password: what the checks of that login ask for.
import type { Client } from './client.ts';
import { post } from './form.ts';
import { type CodeSource, Codes, sourceOf } from './code-source.ts';
import { tokenOf } from './login.ts';
import { describe, isSuccess } from './response.ts';
import { pauseIn } from './resilient.ts';
import type { Scrubber } from './scrubber.ts';
import type { Target, TargetResponse } from './http.ts';
import type { TargetRequest } from './target-request.ts';
import { isRecord } from '../../document/json.ts';
import { Undecidable } from './verdict.ts';

/** The user as the run is told of it. */
export interface OtpUserOptions {
  readonly username: string;
  /** The same as the name by default. */
  readonly password?: string | undefined;
  /** Where codes can be read; at a mock of this package, it tells them itself. */
  readonly from?: CodeSource | undefined;
}

/** The requests of a run. */
interface Conversation {
  readonly client: Pick<Client, 'countMessage' | 'requireRunning'>;
  readonly options: { readonly record?: (done: { readonly line: string }) => void };
  send(request: TargetRequest): Promise<TargetResponse>;
}

/** A code, and the variable that stands for it in lines for a shell. */
export interface Code {
  readonly text: string;
  readonly variable: string;
}

/** The target sends no other code to the user yet. */
export class Throttled extends Undecidable {
  override readonly name = 'Throttled';
  /** Between two codes. */
  readonly seconds: number;

  constructor(seconds: number) {
    super(`the target sends the next code to the same user after ${seconds} s`);
    this.seconds = seconds;
  }
}

export class OtpUser {
  readonly username: string;
  readonly #password: string;
  readonly #codes: Codes;
  readonly #scrubber: Scrubber;
  #lastAsked = 0;

  private constructor({ username, password = username }: OtpUserOptions, codes: Codes, scrubber: Scrubber) {
    this.username = username;
    this.#password = password;
    this.#codes = codes;
    this.#scrubber = scrubber;
    if (password !== username) scrubber.add(password);
  }

  /** @throws {StartError} when its codes cannot be read. */
  static async of(
    options: OtpUserOptions,
    { target, scrubber, timeout }: { readonly target: Target; readonly scrubber: Scrubber; readonly timeout: number },
  ): Promise<OtpUser> {
    const source = await sourceOf(options.from, { username: options.username, target });
    return new OtpUser(options, new Codes(source, timeout), scrubber);
  }

  /** Logs in with the password, upon which a code is sent. @throws {Throttled} when the target sends none yet. */
  async ask(talk: Conversation): Promise<TargetResponse> {
    await this.#codes.begin();
    const fields = { username: this.username, password: this.#password };
    const hidden = { password: `"\${OTP_CONTRACT_OTP_PASSWORD:-${this.username}}"` };
    const form = { path: '/login', fields, hidden };
    talk.client.countMessage();
    const urlencoded = await this.#send(talk, post({ ...form, isMultipart: false }));
    const isOther = urlencoded.status === 400 || urlencoded.status === 415;
    const response = isOther ? await this.#send(talk, post({ ...form, isMultipart: true })) : urlencoded;
    const seconds = (Date.now() - this.#lastAsked) / 1_000;
    const pause = response.status === 429 ? pauseIn(response) : undefined;
    if (pause !== undefined) throw new Throttled(Math.round(seconds + pause / 1_000));
    this.#lastAsked = Date.now();
    return response;
  }

  /**
   * Logs in with the password, and reads the code that comes.
   * @param variable for lines for a shell
   * @throws {Undecidable} when the target asks for no code, or none comes.
   */
  async askForCode(talk: Conversation, variable = 'OTP_CODE'): Promise<Code> {
    return this.codeAfter(talk, await this.ask(talk), variable);
  }

  /** The code that comes after a login. @throws {Undecidable} as askForCode. */
  async codeAfter(talk: Conversation, asked: TargetResponse, variable = 'OTP_CODE'): Promise<Code> {
    if (!asksForCode(asked))
      throw new Undecidable(`the login of ${this.username} asks for no code (${describe(asked)})`);
    return this.readCode(talk, variable);
  }

  /** @param mayRepeat whether the target may send the same code again */
  async readCode(talk: Conversation, variable: string, mayRepeat = false): Promise<Code> {
    const text = await this.#codes.next(mayRepeat);
    this.#scrubber.add(text);
    talk.options.record?.({ line: this.#codes.lineFor(variable, text) });
    return { text, variable };
  }

  /** Completes a login with a code, or with digits that are none. */
  validate(
    talk: Conversation,
    code: Code | string,
    { username = this.username, isMultipart = false } = {},
  ): Promise<TargetResponse> {
    const known = typeof code !== 'string';
    const fields = { username, otp_code: known ? code.text : code };
    const hidden = known ? { otp_code: `"$${code.variable}"` } : {};
    return this.#send(talk, post({ path: '/validate', fields, isMultipart, hidden }));
  }

  #send(talk: Conversation, request: TargetRequest): Promise<TargetResponse> {
    talk.client.requireRunning();
    return talk.send({ ...request, once: true });
  }
}

/** Whether a login waits for a code. */
export function asksForCode(response: TargetResponse): boolean {
  return isSuccess(response) && isRecord(response.json) && response.json['otp_required'] === true;
}

/** Whether a response gives tokens. */
export const givesTokens = (response: TargetResponse): boolean => tokenOf(response, 'access') !== undefined;
