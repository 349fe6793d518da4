// What checks expect: each function throws {Failed} when it is not so.
import { asText, describe, isRefusal, isSuccess, settingsIn } from '../target/response.ts';
import { comparable, notShown, ownFields, showable } from '../model/shown.ts';
import { type Body, type Kind, sampleOf } from '../model/kinds.ts';
import type { TargetResponse } from '../target/http.ts';
import { Failed } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** @throws {Failed} when the response is not a 4xx. */
export function expectRefused(response: TargetResponse, expected = 'a 4xx response'): void {
  if (!isRefusal(response)) throw new Failed({ expected, actual: describe(response), response });
}

/** Whether a request was refused instead of accepted. @throws {Failed} for any other status: a fault is not a refusal. */
export function wasRefused(response: TargetResponse): boolean {
  if (isSuccess(response) || isRefusal(response)) return isRefusal(response);
  throw new Failed({ expected: 'success or a 4xx response', actual: describe(response), response });
}

/** The status of a refusal. @throws {Failed} for any other. */
export function statusOfRefusal(response: TargetResponse): string {
  expectRefused(response);
  return String(response.status);
}

/** @throws {Failed} when a space has settings. */
export async function expectEmpty(
  workspace: Workspace,
  space: string,
  expected = 'an empty list',
): Promise<TargetResponse> {
  const response = await workspace.ask(workspace.options.list, { space });
  const { length } = settingsIn(response);
  if (length > 0) throw new Failed({ expected, actual: `${length} settings`, response });
  return response;
}

export interface PutAndShown {
  readonly put: Body;
  readonly shown: Body;
}

/**
 * A field that was not put is not looked at, nor one that is never shown as it was put: a check of its own says that.
 * @throws {Failed} when a field is not shown as it was put. @throws {NotShown} when nothing could be seen of what was put.
 */
export async function expectShown(workspace: Workspace, kind: Kind, pair: PutAndShown): Promise<void> {
  await expectAsPut(workspace, kind, pair);
  await requireSeen(workspace, kind, { put: pair.put, names: await comparable(workspace, kind) });
}

/** The same, for checks that are not about what is shown of a setting. @throws {Failed} when a field is not shown as it was put. */
export async function expectAsPut(workspace: Workspace, kind: Kind, pair: PutAndShown): Promise<void> {
  expectSame(await comparable(workspace, kind), pair);
}

/** The same for every field that the target shows at all. */
export async function expectAllShown(workspace: Workspace, kind: Kind, pair: PutAndShown): Promise<void> {
  const names = await showable(workspace, kind);
  expectSame(names, pair);
  await requireSeen(workspace, kind, { put: pair.put, names });
}

/** What a put is about: what differs from the sample of the kind; in the sample itself, the fields that only this kind has. */
async function requireSeen(
  workspace: Workspace,
  kind: Kind,
  { put, names }: { readonly put: Body; readonly names: readonly string[] },
): Promise<void> {
  const sample = sampleOf(kind);
  const other = Object.keys(put).filter((name) => put[name] !== sample[name]);
  const own = ownFields(workspace, kind).filter((name) => name in put);
  const about = [other, own, Object.keys(put)].find(({ length }) => length > 0) ?? [];
  if (!about.some((name) => names.includes(name))) throw await notShown(workspace, kind, about);
}

function expectSame(names: readonly string[], { put, shown }: PutAndShown): void {
  const differing = names.filter((name) => name in put && !same(put[name], shown[name], name));
  if (differing.length === 0) return;
  const pick = (body: Body): string => JSON.stringify(Object.fromEntries(differing.map((name) => [name, body[name]])));
  throw new Failed({ expected: `${pick(put)} in the list`, actual: pick(shown) });
}

/** Ids may be numbers; that is a difference of its own. */
function same(put: unknown, shown: unknown, name: string): boolean {
  return name === 'id' ? asText(put) === asText(shown) : put === shown;
}

/** @throws {Failed} when the own space does not show a setting as it was put. */
export async function expectStored(workspace: Workspace, kind: Kind, put: Body): Promise<void> {
  await workspace.store(kind, put);
  await expectShown(workspace, kind, { put, shown: await workspace.one(kind) });
}

/** @throws {Failed} when the own space no longer shows the sample of a kind. */
export async function expectUnchanged(workspace: Workspace, kind: Kind): Promise<void> {
  await expectAsPut(workspace, kind, { put: sampleOf(kind), shown: await workspace.one(kind) });
  workspace.confirm(kind);
}

/** @throws {Failed} when two lists differ. The order of a list and of fields does not count. */
export function expectSameText(before: readonly Body[], after: readonly Body[]): void {
  const textOf = (list: readonly Body[]): string[] =>
    list.map((each) => JSON.stringify(each, Object.keys(each).toSorted())).toSorted();
  const [expected, actual] = [textOf(before), textOf(after)];
  const differing = (these: readonly string[], those: readonly string[]): string =>
    these.filter((text) => !those.includes(text)).join(', ') || 'nothing else';
  if (expected.join() === actual.join()) return;
  throw new Failed({ expected: differing(expected, actual), actual: differing(actual, expected) });
}
