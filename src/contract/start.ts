// Before the first check: loads the documents, logs in, chooses the spaces and permitted effects, and reads what is there.
import { chooseAssumptions } from '../assumptions/choose.ts';
import type { Assumptions } from '../assumptions/table.ts';
import { loadDocuments } from '../document/load.ts';
import { StartError } from '../document/start-error.ts';
import { isLoopback } from '../loopback.ts';
import { printable } from '../printable.ts';
import { isSuccess } from './response.ts';
import type { Check } from './check.ts';
import { type Effect, Failed } from './verdict.ts';
import type { Requirements } from './coverage.ts';
import type { KnownDifference } from './known.ts';
import { type Credentials, login } from './login.ts';
import { isOwnMock, stateOf } from './own-mock.ts';
import { createPlan, type Plan, select } from './plan.ts';
import { type Backup, backUp, obstacles } from './restore.ts';
import type { Body } from './sample.ts';
import { Scrubber } from './scrub.ts';
import { madeUp, type Spaces, touchedSpaces } from './spaces.ts';
import { createTarget, NetworkError, type Target } from './target.ts';
import { Client } from './client.ts';
import { Visit } from './visit.ts';
import { credentialsOf, type WorkingSettings, workingSettings } from './working.ts';

export interface RunOptions extends Requirements {
  /** Where the target is: http or https. */
  readonly url: string;
  /** Default: admin with the password admin, unless a token is given. */
  readonly credentials?: Credentials;
  /** An access token, instead of a login. */
  readonly token?: string;
  /** The space to work in, and a second one; on loopback the run makes up its own by default. */
  readonly space?: string;
  readonly otherSpace?: string;
  /** What may be done to a target that is not on this machine, besides reading. */
  readonly allow?: readonly Effect[];
  /** Whether settings may be written over that cannot be put back whole. */
  readonly acceptLoss?: boolean;
  readonly assume?: Partial<Assumptions>;
  /** Ids of checks, or beginnings of them; all by default. */
  readonly only?: readonly string[];
  /** How many generated bodies of each sort every put gets; none by default. */
  readonly fuzz?: number;
  /** What random parts start from. */
  readonly rngSeed?: number;
  /** The response timeout in milliseconds; 10,000 by default. */
  readonly timeout?: number;
  /** Seconds after which the run stops, and puts back what it found; 600 by default. */
  readonly maxTime?: number;
  readonly insecure?: boolean;
  /** A file of certificates in PEM. */
  readonly ca?: string;
  /** Another version of the contract. */
  readonly document?: string;
  readonly knownDifferences?: readonly KnownDifference[];
  /** Bodies of PUT through which a test send is known to succeed, as with a sandbox account: at most one for each provider. */
  readonly workingSettings?: readonly Body[];
}

/** What a run works with. */
export interface Parts {
  readonly options: RunOptions;
  readonly plan: Plan;
  /** Those of the plan that are asked for. */
  readonly checks: readonly Check[];
  readonly assumptions: Assumptions;
  readonly target: Target;
  readonly visit: Visit;
  readonly backups: readonly Backup[];
  /** Why not everything is allowed, if it is not. */
  readonly reason: string;
  readonly scrubber: Scrubber;
}

/** @throws {StartError} when the target cannot be reached or logged in to, or could not be put back as it is. */
export async function prepare(options: RunOptions): Promise<Parts> {
  const assumptions = chooseAssumptions(options.assume);
  const plan = createPlan(await loadDocuments(options.document), { assumptions, fuzz: options.fuzz ?? 0 });
  const checks = select(plan.checks, options.only ?? []);
  select(plan.checks, options.require ?? []);
  const working = workingSettings(plan.subjects.kinds, options.workingSettings ?? []);
  const { timeout = 10_000, insecure = false, ca } = options;
  const scrubber = new Scrubber(plan.subjects.kinds);
  scrubber.add(options.credentials?.password, options.token, ...credentialsOf(working));
  const target = scrubber.watch(
    await createTarget(options.url, { timeout, insecure, ...(ca !== undefined && { ca }) }),
  );
  try {
    return {
      options,
      plan,
      checks,
      assumptions,
      target,
      scrubber,
      ...(await enter({ options, plan, target, working })),
    };
  } catch (error) {
    await target.close();
    if (error instanceof NetworkError) throw new StartError(`${target.url} cannot be checked: ${error.message}.`);
    throw error;
  }
}

interface Entry extends Pick<Parts, 'options' | 'plan' | 'target'> {
  readonly working: WorkingSettings;
}

/** Logs in, chooses the spaces, and reads what is in them. */
async function enter({ options, plan, target, working }: Entry) {
  const { kinds, list, test } = plan.subjects;
  const credentials =
    options.token === undefined ? (options.credentials ?? { username: 'admin', password: 'admin' }) : undefined;
  const session = credentials ? await login(target, credentials) : { access: options.token ?? '', askedAt: Date.now() };
  const { effects, reason } = permitted(options, target);
  if (working.size > 0 && !effects.has('send'))
    throw new StartError(`A working setting is only of use where messages may be sent: ${reason}.`);
  const seed = options.rngSeed ?? Math.floor(Math.random() * 2 ** 31);
  const client = new Client({ target, session, ...(credentials && { credentials }) });
  const fixed = { client, kinds, list: list.operation, test: test.operation, effects, seed, working };
  const at = (spaces: Spaces, found?: readonly Body[]): Visit =>
    new Visit({ ...fixed, spaces, ...(found && { found }) });
  const spaces = await chooseSpaces(options, at, session.spaces ?? []);
  const visit = at(spaces);
  const backups = effects.has('write') ? await readAll(visit, options.acceptLoss ?? false) : [];
  const used = new Set(backups.map(({ space }) => space));
  const { fallback, ...rest } = spaces;
  const found = backups.find(({ space }) => space === spaces.own)?.settings;
  const final = at(fallback !== undefined && !used.has(fallback) ? rest : spaces, found);
  return { visit: final, backups, reason };
}

function permitted({ allow = [], space }: RunOptions, { url }: Target): { effects: Set<Effect>; reason: string } {
  if (isLoopback(new URL(url).hostname)) return { effects: new Set(['read', 'write', 'send']), reason: '' };
  if (space === undefined)
    return { effects: new Set(['read']), reason: 'on a remote target, nothing is written without --space' };
  const effects = new Set<Effect>(['read', ...allow]);
  return { effects, reason: 'not allowed on a remote target; see --allow' };
}

/** On this machine the run's own, unless the target knows only certain spaces; elsewhere those that are given. */
async function chooseSpaces(
  options: RunOptions,
  at: (spaces: Spaces) => Visit,
  known: readonly string[],
): Promise<Spaces> {
  const { space, otherSpace, url } = options;
  const [first = 'default_space', second] = known;
  if (space === undefined && isLoopback(new URL(url).hostname)) {
    const own = { own: first, ...(second !== undefined && { other: second }), madeUp: false };
    const isOpen = async (visit: Visit): Promise<boolean> => isSuccess(await visit.ask(visit.options.list));
    return !(await isOpen(at(madeUp))) && (await isOpen(at(own))) ? own : madeUp;
  }
  const own = space ?? first;
  return { own, ...(otherSpace !== undefined && { other: otherSpace }), madeUp: false };
}

/** @throws {StartError} when something is there that could not be put back, and that is not accepted. */
async function readAll(visit: Visit, acceptLoss: boolean): Promise<Backup[]> {
  const { fallback } = visit.options.spaces;
  const { target } = visit.client;
  const whole = await isOwnMock(target);
  const backups: Backup[] = [];
  for (const space of touchedSpaces(visit.options.spaces)) {
    const backup = await backUp(visit, space).catch(ignoreBroken);
    const state = whole && backup ? await stateOf(target, space) : undefined;
    if (state !== undefined) backups.push({ settings: [], ...backup, space, state });
    else if (backup && !(space === fallback && obstacles(visit, [backup]).length > 0)) backups.push(backup);
  }
  const inParts = visit.options.spaces.madeUp ? [] : backups.filter(({ state }) => state === undefined);
  const found = obstacles(visit, inParts);
  if (found.length === 0 || acceptLoss) return backups;
  const more = found.length > 3 ? ` and ${found.length - 3} more` : '';
  throw new StartError(
    `${visit.client.target.url} holds settings that a run could not restore: ${found.slice(0, 3).map(printable).join('; ')}${more}. Choose another --space, or accept the loss with --accept-loss.`,
  );
}

/** A check reports that the list is broken. */
function ignoreBroken(error: unknown): undefined {
  if (!(error instanceof Failed)) throw error;
}
