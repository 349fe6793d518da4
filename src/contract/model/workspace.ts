// A run's workspace to a target: the spaces it works in, what it knows to be stored there, and what it has found out.
import { setTimeout as wait } from 'node:timers/promises';
import type { AssumptionName } from '../../assumptions/table.ts';
import type { Operation } from '../../document/operations.ts';
import { describe, isSuccess, settingsIn } from '../target/response.ts';
import type { Ask } from '../target/ask.ts';
import type { Client } from '../target/client.ts';
import { meet } from './at-once.ts';
import { keep, type Knowledge, nothingKnown } from './knowledge.ts';
import { type Body, type Kind, oneIn, sampleOf } from './kinds.ts';
import { beside, sharedSpace, type Spaces } from './spaces.ts';
import type { MailReceiver } from '../target/mail-receiver.ts';
import type { OtpUser } from '../target/otp-user.ts';
import type { ConcurrentWriters } from './concurrent-writers.ts';
import type { TargetRequest, TargetResponse } from '../target/http.ts';
import { type Effect, Failed, Undecidable } from '../target/verdict.ts';
import type { WorkingSettings } from './working-settings.ts';

/** A request, milliseconds of waiting, or a line for a shell that does what no request does. */
export type Recorded = Promise<TargetResponse> | { readonly pause: number } | { readonly line: string };

export interface WorkspaceOptions {
  readonly client: Client;
  readonly kinds: readonly Kind[];
  readonly list: Operation;
  readonly test: Operation;
  readonly spaces: Spaces;
  readonly effects: ReadonlySet<Effect>;
  readonly seed: number;
  /** Settings through which a test send is known to succeed. */
  readonly working: WorkingSettings;
  /** Who else writes in the spaces of the run. */
  readonly writers: ConcurrentWriters;
  readonly otpUser?: OtpUser | undefined;
  /** Where mail of test sends comes in, if it can. */
  readonly receiver?: MailReceiver | undefined;
  /** Whether the run waits until a token has expired, however long that takes. */
  readonly waitForExpiry?: boolean;
  /** What was in the own space before the run. */
  readonly found?: readonly Body[];
  /** Called before every write in a space. What it returns is waited for; nothing, where no more has to be done. */
  readonly beforeWriting?: (space: string, body: unknown) => Promise<unknown> | undefined;
  /** Is told of every request and every pause, in their order. */
  readonly record?: (done: Recorded) => void;
}

export class Workspace {
  readonly options: WorkspaceOptions;
  readonly client: Client;
  readonly #knowledge: Knowledge;

  constructor(options: WorkspaceOptions, knowledge = nothingKnown()) {
    this.options = options;
    this.client = options.client;
    this.#knowledge = knowledge;
  }

  /** What the target was seen to do on the points on which the page is silent. */
  get observed(): Map<AssumptionName, string> {
    return this.#knowledge.observed;
  }

  /** The same workspace in other spaces: what was found out once is known there, too, but not what is stored there. */
  at(spaces: Spaces): Workspace {
    const { found: _elsewhere, ...options } = this.options;
    return this.#with({ ...options, spaces });
  }

  /** The same in spaces where nothing was found out yet, except what is named: one request after another. */
  anew(spaces: Spaces, known: readonly string[] = []): Workspace {
    const remembered = new Map([...this.#knowledge.remembered].filter(([name]) => known.includes(name)));
    return this.#with({ ...this.options, spaces }, { ...this.#knowledge, remembered, atOnce: false });
  }

  /** The same workspace, and everything that is sent is recorded. */
  recording(record: (done: Recorded) => void): Workspace {
    return this.#with({ ...this.options, record });
  }

  /** Waits for so many milliseconds. */
  async pause(milliseconds: number): Promise<void> {
    this.options.record?.({ pause: milliseconds });
    await wait(milliseconds);
  }

  /** Sends a request as it is. */
  send(request: TargetRequest): Promise<TargetResponse> {
    const response = this.client.target.send(request);
    this.options.record?.(response);
    return response;
  }

  /** For what no report has to show. */
  get unrecorded(): Workspace {
    const { record: _none, ...options } = this.options;
    return new Workspace(options, this.#knowledge);
  }

  #with(options: WorkspaceOptions, knowledge = this.#knowledge): Workspace {
    knowledge.samples.forget(options.spaces.own);
    return new Workspace(options, knowledge);
  }

  /** While the work goes on, several spaces are used at once: those that the run makes up were found to be independent. */
  async sideBySide(work: () => Promise<void>): Promise<void> {
    this.#knowledge.independent = this.options.spaces.madeUp;
    this.#knowledge.atOnce = true;
    await work();
    this.#knowledge.atOnce = false;
  }

  /** The spaces of the run's own in which it has put settings, or tried to. */
  get ownSpaces(): string[] {
    return [...this.#knowledge.written].filter(
      (space) => space !== '' && sharedSpace(this.options.spaces, space) === undefined,
    );
  }

  /** Those in which the target has accepted settings. */
  get accepted(): ReadonlySet<string> {
    return this.#knowledge.accepted;
  }

  /** Whether nothing else happens meanwhile; otherwise, what does not hold is tried again. */
  get isAlone(): boolean {
    return !this.#knowledge.atOnce;
  }

  /** Does something for each of several things: in a new space for each, where spaces are known to be independent. */
  async apart<T>(all: readonly T[], work: (workspace: Workspace, one: T) => Promise<void>): Promise<void> {
    const { independent, atOnce } = this.#knowledge;
    const workspaces = all.map((_one, index) => (independent ? this.at(beside(this.options.spaces, index)) : this));
    const workAt = (one: T, index: number): Promise<void> => work(workspaces[index] ?? this, one);
    if (atOnce) await meet(all.map(workAt));
    else for (const [index, one] of all.entries()) await workAt(one, index);
  }

  /**
   * Sends the request for an operation, in the own space and with the run's session unless `ask` says otherwise.
   * @throws {NetworkError} without a response. @throws {Stopped} when the run was stopped.
   */
  async ask(operation: Operation, ask: Ask = {}): Promise<TargetResponse> {
    const { kinds, spaces, writers, beforeWriting } = this.options;
    const { space = spaces.own, spaceless = false } = ask;
    const kind = kinds.find((each) => each.operation === operation);
    if (kind) for (const each of [space, spaces.own]) this.#knowledge.samples.delete(each, kind);
    if (operation.method === 'put') this.#knowledge.written.add(space);
    const place = spaceless || space === '' ? spaces.fallback : space;
    const preparing = operation.method !== 'get' && place !== undefined ? beforeWriting?.(place, ask.body) : undefined;
    if (preparing) await preparing; // otherwise requests go out in the order in which they were made
    const response = this.client.ask(operation, { ...ask, space });
    this.options.record?.(response);
    const shared = sharedSpace(spaces, spaceless ? '' : space);
    writers.sent(ask.body);
    if (shared !== undefined) writers.uses(shared, operation.method === 'get' ? await response : undefined);
    return response;
  }

  /** Sends a PUT and returns any response. */
  async put(kind: Kind, body: Body, ask: Ask = {}): Promise<TargetResponse> {
    const response = await this.ask(kind.operation, { body, ...ask });
    if (isSuccess(response)) this.#knowledge.accepted.add(ask.space ?? this.options.spaces.own);
    return response;
  }

  /** Sends a PUT that has to be accepted. @throws {Failed} when it is not. */
  async store(kind: Kind, body: Body, ask: Ask = {}): Promise<TargetResponse> {
    const response = await this.put(kind, body, ask);
    if (!isSuccess(response))
      throw new Failed({ expected: 'a valid body to be stored', actual: describe(response), response });
    return response;
  }

  /** Makes sure that the own space holds the sample of a kind. */
  async baseline(kind: Kind): Promise<Body> {
    const sample = sampleOf(kind);
    if (!this.#knowledge.samples.isIn(this.options.spaces.own, kind)) await this.store(kind, sample);
    this.confirm(kind);
    return sample;
  }

  /** Records that a kind's sample is still stored. */
  confirm(kind: Kind): void {
    this.#knowledge.samples.add(this.options.spaces.own, kind);
  }

  /** All settings of a space, with or without a wrapper. @throws {Failed} when the response is not a list. */
  async list(space?: string): Promise<Body[]> {
    return settingsIn(await this.ask(this.options.list, { space }));
  }

  /** The first list of the own space: the one that was found before the run, if it was kept. */
  firstList(): Promise<readonly Body[]> {
    return this.remember('first list', async () => this.options.found ?? (await this.list()));
  }

  /** The one setting of a kind. @throws {Failed} when there is none or more than one. */
  async one(kind: Kind, space?: string): Promise<Body> {
    const response = await this.ask(this.options.list, { space });
    return oneIn(settingsIn(response), kind, response);
  }

  /** The one setting of each kind, by one request. @throws {Failed} when there is none of a kind, or more than one. */
  async each(kinds: readonly Kind[], space?: string): Promise<(readonly [Kind, Body])[]> {
    const response = await this.ask(this.options.list, { space });
    return kinds.map((kind) => [kind, oneIn(settingsIn(response), kind, response)] as const);
  }

  /** The other space. @throws {Undecidable} when the run has only one. */
  otherSpace(): string {
    const { other } = this.options.spaces;
    if (other === undefined) throw new Undecidable('it needs a second space; pass --other-space');
    return other;
  }

  /** What is found out once and used by many checks. */
  remember<T>(name: string, find: () => Promise<T>): Promise<T> {
    return keep(this.#knowledge, name, find);
  }
}
