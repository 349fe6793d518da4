// Before the first check: loads the documents, logs in, chooses the spaces and permitted effects, and reads what is there.
import { defaultSpace } from '../../document/default-space.ts';
import { chooseAssumptions } from '../../assumptions/choose.ts';
import type { Assumptions } from '../../assumptions/table.ts';
import { loadContract } from '../../document/load.ts';
import { StartError } from '../../document/start-error.ts';
import { isLoopback } from '../../common/loopback.ts';
import { printable } from '../../common/printable.ts';
import { isSuccess } from '../target/response.ts';
import type { Check } from '../checks/check.ts';
import { finishCutOff } from './cut-off.ts';
import { connected, type Connection, logIn } from './connection.ts';
import { type RunOptions, usualMaxTime } from './run-options.ts';
import { type Effect, Failed } from '../target/verdict.ts';
import { requireAccepted } from '../target/login.ts';
import { isOwnMock, stateOf } from '../target/own-mock.ts';
import { createPlan, one, type Plan, select, withoutMail } from './plan.ts';
import { BackupFile } from './backup-file.ts';
import { mailAddressFor, permitted, receiverFor } from './permitted.ts';
import { Backups } from './backups.ts';
import { type Place, placesOf } from './partition.ts';
import { obstacles } from './restorable.ts';
import { type Backup, backUp } from './restore.ts';
import type { Scrubber } from '../target/scrubber.ts';
import { firstSpaces, isMadeUp, madeUp, sharedSpace, type Spaces, unusedName } from '../model/spaces.ts';
import { mixedUp } from '../model/mixed-up.ts';
import type { Target } from '../target/http.ts';
import { Workspace, type WorkspaceOptions } from '../model/workspace.ts';

/** What a run works with. */
export interface Parts {
  readonly options: RunOptions;
  readonly plan: Plan;
  /** Those of the plan that are asked for. */
  readonly checks: readonly Check[];
  readonly assumptions: Assumptions;
  readonly target: Target;
  readonly workspace: Workspace;
  /** Of everything that the run writes over. */
  readonly backups: Backups;
  /** Where they are kept; missing where nothing may be written. */
  readonly file: BackupFile | undefined;
  /** What is evaluated side by side. */
  readonly places: readonly Place[];
  /** The spaces in which there may be settings of others. */
  readonly used: readonly string[];
  /** Why not everything is allowed, if it is not. */
  readonly reason: string;
  readonly scrubber: Scrubber;
  readonly repeated: Connection['repeated'];
  readonly faults: Connection['faults'];
}

/** @throws {StartError} when the target cannot be reached or logged in to, or could not be put back as it is. */
export async function prepare(options: RunOptions): Promise<Parts> {
  const assumptions = chooseAssumptions(options.assume);
  const plan = createPlan(await loadContract(options.document), {
    assumptions,
    fuzz: options.fuzz ?? 0,
    hasOtpUser: options.otpUser !== undefined,
    receivesMail: mailAddressFor(options) !== undefined,
  });
  const wanted = chosen(plan, options);
  select(plan.checks, options.require ?? []);
  return connected(options, plan, async (connection) => {
    const entered = await enter(connection);
    const checks = entered.workspace.options.receiver ? wanted : withoutMail(wanted);
    if (checks.length === 0)
      throw new StartError(`${connection.target.url} is a mock of this package, which sends no mail.`);
    const places = placesOf(entered.workspace, checks, plan.checks);
    const { target, scrubber, repeated, faults } = connection;
    return { options, plan, checks, assumptions, target, scrubber, repeated, faults, places, ...entered };
  });
}

const chosen = ({ checks }: Plan, { replay, only = [] }: RunOptions): readonly Check[] =>
  replay === undefined ? select(checks, only) : one(checks, replay);

/** Logs in, restores what an earlier run could not, chooses the spaces, and reads what is in them. */
async function enter(connection: Connection) {
  const { options, plan, target, working } = connection;
  const { settings, session } = await logIn(connection);
  const { effects, reason } = permitted(options);
  if (working.size > 0 && !effects.has('send'))
    throw new StartError(`A working setting is only of use where messages may be sent: ${reason}.`);
  const common = { ...settings, effects };
  const spaces = await chooseSpaces(
    options,
    (each) => new Workspace({ ...common, spaces: each }),
    session.spaces ?? [],
  );
  const reading = new Workspace({ ...common, spaces });
  if (options.token !== undefined) requireAccepted(await reading.ask(plan.subjects.list.operation), target);
  await finishCutOff(reading, options.say);
  const file = effects.has('write') ? new BackupFile(target.url, options.maxTime ?? usualMaxTime) : undefined;
  const isOwn = effects.has('write') && (await isOwnMock(target));
  const receiver = await receiverFor(options, isOwn);
  try {
    const fixed = { ...common, receiver };
    return { file, ...(await prepareToWrite({ options, fixed, spaces, file, reason, isOwn })) };
  } catch (error) {
    file?.close(true); // nothing was overwritten yet
    await receiver?.close();
    throw error;
  }
}

interface ToWrite {
  readonly options: RunOptions;
  readonly fixed: Omit<WorkspaceOptions, 'spaces'>;
  readonly spaces: Spaces;
  readonly file: BackupFile | undefined;
  readonly reason: string;
  /** Whether the target is a mock of this package. */
  readonly isOwn: boolean;
}

async function prepareToWrite({ options, fixed, spaces, file, reason, isOwn }: ToWrite) {
  const { effects } = fixed;
  const reading = new Workspace({ ...fixed, spaces });
  const backups = new Backups({
    read: (space) => readSpace(reading, space, isOwn),
    file,
    isShared: (space) => sharedSpace(spaces, space) !== undefined,
    onOverwriting: () => options.say?.(`What the run overwrites is kept in ${file?.file} until it is restored.`),
  });
  const beforeWriting = (space: string, body: unknown) => backups.before(space, body);
  const workspace = new Workspace({ ...fixed, spaces, beforeWriting });
  const { used, found, mixed } = effects.has('write')
    ? await readFirst({ workspace, backups, acceptLoss: options.acceptLoss ?? false })
    : { used: [], found: undefined };
  const { fallback, ...rest } = spaces;
  const final = new Workspace({
    ...fixed,
    ...(mixed && { effects: new Set<Effect>(['read']) }),
    spaces: fallback !== undefined && !used.includes(fallback) ? rest : spaces,
    beforeWriting,
    ...(found && !spaces.madeUp && { found }),
  });
  return {
    workspace: final,
    backups,
    used,
    reason: mixed ? `${mixed.seen}: nothing is written, because it could not be restored` : reason,
  };
}

/** On this machine the run's own, unless the target knows only certain spaces; elsewhere those that are given. */
async function chooseSpaces(
  options: RunOptions,
  at: (spaces: Spaces) => Workspace,
  known: readonly string[],
): Promise<Spaces> {
  const { space, otherSpace, url } = options;
  const [first = defaultSpace, second] = known;
  if (space === undefined && isLoopback(new URL(url).hostname)) {
    const own = { own: first, ...(second !== undefined && { other: second }), madeUp: false };
    const isOpen = async (workspace: Workspace): Promise<boolean> =>
      isSuccess(await workspace.ask(workspace.options.list));
    return !(await isOpen(at(madeUp))) && (await isOpen(at(own))) ? own : madeUp;
  }
  const own = space ?? first;
  return { own, ...(otherSpace !== undefined && { other: otherSpace }), madeUp: false };
}

interface First {
  readonly workspace: Workspace;
  readonly backups: Backups;
  readonly acceptLoss: boolean;
}

/**
 * Reads the spaces that may hold settings of others, before anything is written.
 * @throws {StartError} when something is there that could not be put back, and that is not accepted.
 */
async function readFirst({ workspace, backups, acceptLoss }: First) {
  const { fallback, own, madeUp: invented } = workspace.options.spaces;
  const trial = { workspace, backups, spaces: placesToSee(workspace.options.spaces, workspace.client.target) };
  const all: Backup[] = [];
  for (const space of firstSpaces(workspace.options.spaces)) {
    const backup = await backups.of(space);
    if (backup) all.push(backup);
  }
  const inParts = all.filter(({ state }) => state === undefined);
  const mixed = await mixedUp(workspace, inParts);
  const ofRun = all.find(({ space }) => space === own)?.settings;
  if (mixed) return { used: all.map(({ space }) => space), found: ofRun, mixed };
  const spoilt = inParts.find(({ space }) => space === fallback);
  const spoils = spoilt !== undefined && (await obstacles(trial, [spoilt])).length > 0;
  if (spoils) backups.leave(spoilt.space);
  const used = all.filter((each) => !spoils || each !== spoilt).map(({ space }) => space);
  const found = invented || acceptLoss ? [] : await obstacles(trial, inParts);
  if (found.length === 0) return { used, found: ofRun };
  const more = found.length > 3 ? ` and ${found.length - 3} more` : '';
  throw new StartError(
    `${workspace.client.target.url} holds settings that a run could not restore: ${found.slice(0, 3).map(printable).join('; ')}${more}. Choose another --space, or accept the loss with --accept-loss.`,
  );
}

/** Where a run may put settings to see how they are shown: in its own spaces, and on this machine in a new one. */
function placesToSee({ own, other }: Spaces, { url }: Target): string[] {
  const given = [own, ...(other === undefined ? [] : [other])];
  return isLoopback(new URL(url).hostname) ? [...given, unusedName()] : given;
}

/** `whole`: with everything that only a mock of this package tells. */
async function readSpace(workspace: Workspace, space: string, whole: boolean): Promise<Backup | undefined> {
  if (isMadeUp(space) && !whole) return { space, settings: [] }; // nothing is restored there
  const state = whole ? await stateOf(workspace.client.target, space) : undefined;
  if (state === null) return { space, settings: [], state };
  const backup = await backUp(workspace, space).catch(ignoreBroken);
  return state === undefined ? backup : { settings: [], ...backup, space, state };
}

/** A check reports that the list is broken. */
function ignoreBroken(error: unknown): undefined {
  if (!(error instanceof Failed)) throw error;
}
