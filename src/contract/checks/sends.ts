// Test sends: through each kind's working setting or sample, through a refused one, and what is known of them.
import { isSuccess, listIn } from '../target/response.ts';
import { accountFieldOf, type Body, isFree, isOf, type Kind, sampleOf } from '../model/kinds.ts';
import type { TargetResponse } from '../target/http.ts';
import { isMailKind, mailSettingOf } from '../model/mail-settings.ts';
import { Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/**
 * The best default that is known for a kind: the working setting of the user, a mail setting with the mail server of the run, or
 * the example of the document.
 */
export async function sendableOf(workspace: Workspace, kind: Kind): Promise<Body> {
  const { working, receiver } = workspace.options;
  const ofUser = working.get(kind);
  if (ofUser) return ofUser;
  const own = receiver && isMailKind(kind) ? mailSettingOf(kind, receiver.address) : undefined;
  return own && (await isStored(workspace, kind, own)) ? own : sampleOf(kind, { isDefault: true });
}

/** Whether a target takes a setting with the mail server of the run; it may refuse some hosts. */
function isStored(workspace: Workspace, kind: Kind, body: Body): Promise<boolean> {
  const { unrecorded } = workspace;
  return unrecorded.remember('mail server taken', async () =>
    isSuccess(await unrecorded.put(kind, { ...body, isDefault: false })),
  );
}

/** The kind through which a send is most likely accepted. */
function likelyKind({ options: { working, receiver, kinds } }: Workspace): Kind | undefined {
  return [...working.keys(), ...(receiver ? kinds.filter(isMailKind) : []), ...kinds][0];
}

/** Has a send follow for which a default is needed. */
export async function giveDefault(workspace: Workspace, space: string): Promise<void> {
  const kind = likelyKind(workspace);
  if (kind) await workspace.store(kind, await sendableOf(workspace, kind), { space });
}

/** Whether a space shows a default. Where its list cannot be read, there is no reason to doubt it. */
export async function hasDefault(workspace: Workspace, space: string): Promise<boolean> {
  const shown = listIn(await workspace.ask(workspace.options.list, { space }));
  return shown?.some((setting) => setting['isDefault'] === true) ?? true;
}

/** Leaves no setting of the run the default: in its own spaces, or where its requests without X-Space have landed. */
export async function clearDefaults(workspace: Workspace): Promise<void> {
  const { fallback } = workspace.options.spaces;
  for (const space of workspace.ownSpaces) await clearIn(workspace, space, () => true);
  if (fallback !== undefined) await clearIn(workspace, fallback, isSample);
}

async function clearIn(
  workspace: Workspace,
  space: string,
  isOwn: (kind: Kind, setting: Body) => boolean,
): Promise<void> {
  const { kinds, list } = workspace.options;
  const shown = listIn(await workspace.ask(list, { space })) ?? [];
  for (const kind of kinds)
    if (shown.some((setting) => setting['isDefault'] === true && isOf(kind, setting) && isOwn(kind, setting)))
      await workspace.put(kind, sampleOf(kind), { space });
}

/** Whether a setting is of the account that the run uses. */
function isSample(kind: Kind, setting: Body): boolean {
  const account = accountFieldOf(kind);
  return account !== undefined && setting[account] === sampleOf(kind)[account];
}

/**
 * The response to a test send, for each kind's setting as the default. Those that may be refused come first: a backend that
 * goes on with a default that worked would accept them afterwards.
 */
export function eachSent(workspace: Workspace): Promise<Map<Kind, TargetResponse>> {
  const { kinds, working } = workspace.options;
  return workspace.remember('each sent', async () => {
    const responses = new Map<Kind, TargetResponse>();
    for (const kind of kinds.toSorted((a, b) => Number(working.has(a)) - Number(working.has(b))))
      responses.set(kind, await sendThrough(workspace, kind));
    return responses;
  });
}

/** A test send with this body as the default. */
export const sendThrough = (workspace: Workspace, kind: Kind, body?: Body): Promise<TargetResponse> =>
  whileDefault(workspace, { kind, ...(body && { body }) }, () => workspace.ask(workspace.options.test));

interface Default {
  readonly kind: Kind;
  /** The best that is known unless it is given. */
  readonly body?: Body;
}

/**
 * Does something with this body as the default. Afterwards it is still stored, but no longer the default, so that a backend which
 * goes on using it shows. A working setting does not stay stored, whatever happens.
 */
export async function whileDefault<T>(
  workspace: Workspace,
  { kind, body: given }: Default,
  work: () => Promise<T>,
): Promise<T> {
  const body = given ?? (await sendableOf(workspace, kind));
  const isWorking = workspace.options.working.get(kind) === body;
  const after = isWorking ? sampleOf(kind) : { ...body, isDefault: false };
  await workspace.store(kind, body);
  const result = await work().catch(async (error: unknown) => {
    await workspace.unrecorded.put(kind, after);
    throw error;
  });
  await workspace.put(kind, after);
  return result;
}

/** A setting through which no send succeeds: of an account that no provider has, and that mocks refuse by its name. */
export async function refusedOf(workspace: Workspace, kind: Kind): Promise<Body> {
  const account = kind.fields.find(({ name }) => name === accountFieldOf(kind));
  const other = account && isFree(account.schema) ? { [account.name]: 'fail-535' } : {};
  const body = workspace.options.working.has(kind) ? sampleOf(kind) : await sendableOf(workspace, kind);
  return { ...body, ...other, isDefault: true };
}

/** Whether a send through a kind's setting is accepted. */
export async function isAccepted(workspace: Workspace, kind: Kind): Promise<boolean> {
  const response = (await eachSent(workspace)).get(kind);
  return response !== undefined && isSuccess(response);
}

/** Why nothing more can be said of sends. */
export async function noneAccepted(workspace: Workspace): Promise<Undecidable> {
  const statuses = new Set([...(await eachSent(workspace)).values()].map(({ status }) => status));
  return new Undecidable(
    `no provider accepted the example credentials (a test send responds with ${[...statuses].join(' or ')}); pass --working-setting`,
  );
}

/** A provider may refuse every send. @throws {Undecidable} when an ordinary send is refused with the same status. */
export async function requireOtherThanSent(workspace: Workspace, { status }: TargetResponse): Promise<void> {
  const sent = [...(await eachSent(workspace)).values()];
  if (sent.some((response) => response.status === status)) throw await noneAccepted(workspace);
}
