// Valid bodies that the target takes, found out once for each kind. Where it refuses the required fields alone, or the
// examples of the document, others are searched for, so that the other checks say more than that they are blocked.
import { describe, isSuccess } from '../target/response.ts';
import { type Body, documentMinimalOf, documentSampleOf, type Kind, optionalOf, otherValue } from './kinds.ts';
import type { TargetResponse } from '../target/http.ts';
import { Failed } from '../target/verdict.ts';
import type { Workspace } from './workspace.ts';

export interface FirstPut {
  /** The response to the first body that is taken: the required fields only, if they are. */
  readonly response: TargetResponse;
  /** The setting as it was shown next, or why it was not. */
  readonly shown: Body | Failed;
  /** The response to all fields with the examples of the document. */
  readonly sample: TargetResponse;
}

/**
 * The run's first PUT requests of a kind. If the document's bodies are refused, others are tried, and what is taken becomes
 * the sample of the kind, and the least of it the minimal body.
 * @throws {Failed} when no valid body is taken, or not beside other requests.
 */
export function firstPut(workspace: Workspace, kind: Kind): Promise<FirstPut> {
  return workspace.remember(`first ${kind.name}`, async () => {
    const response = await workspace.put(kind, documentMinimalOf(kind));
    const shown = isSuccess(response) ? await shownNow(workspace, kind) : undefined;
    const sample = await workspace.put(kind, documentSampleOf(kind));
    if (shown && isSuccess(sample)) return { response, shown, sample };
    const passing = workspace.isAlone ? undefined : [response, sample].find(mayPass);
    if (passing) throw notStored(passing);
    const isAccepted = async (body: Body): Promise<boolean> => isSuccess(await workspace.put(kind, body));
    const largest = isSuccess(sample)
      ? documentSampleOf(kind)
      : await searchLargest(kind, isSuccess(response), isAccepted);
    if (!largest) throw notStored(sample);
    kind.accepted.sample = largest;
    if (shown) return { response, shown, sample };
    kind.accepted.minimal = await searchSmallest(kind, largest, isAccepted);
    return {
      response: await workspace.store(kind, kind.accepted.minimal),
      shown: await shownNow(workspace, kind),
      sample,
    };
  });
}

/** Keeps that a valid body was refused beside other requests. A conflict (409) is excused: the vendor lists it. */
export function refusedBeside(workspace: Workspace, kind: Kind, failed: Failed): void {
  if (failed.response?.status !== 409) void workspace.remember(beside(kind), () => Promise.resolve(failed));
}

/** @throws {Failed} when a valid body was refused beside other requests. */
export async function requireTakenBeside(workspace: Workspace, kind: Kind): Promise<void> {
  const failed = await workspace.remember(beside(kind), () => Promise.resolve<Failed | undefined>(undefined));
  if (failed) throw failed;
}

const beside = ({ name }: Kind): string => `beside ${name}`;

/** Whether a response may say more of the requests beside it than of the body: then none is searched for. */
const mayPass = ({ status }: TargetResponse): boolean => status === 409 || status >= 500;

const notStored = (response: TargetResponse): Failed =>
  new Failed({ expected: 'a valid body to be stored', actual: describe(response), response });

const shownNow = (workspace: Workspace, kind: Kind): Promise<Body | Failed> =>
  workspace.one(kind).catch((error: unknown) => {
    if (error instanceof Failed) return error;
    throw error;
  });

type IsTaken = (body: Body) => Promise<boolean>;

/** As many fields as are taken together, each with the document's example or another value. */
async function searchLargest(kind: Kind, minimalIsTaken: boolean, isAccepted: IsTaken): Promise<Body | undefined> {
  const sample = documentSampleOf(kind);
  const body = minimalIsTaken ? documentMinimalOf(kind) : await searchFirst(kind, isAccepted);
  if (!body) return undefined;
  for (const name of optionalOf(kind))
    for (const value of [sample[name], otherValue(kind, name)])
      if (!(name in body) && (await isAccepted({ ...body, [name]: value }))) body[name] = value;
  return body;
}

/** Any body that is taken: the sample as the default, with other values, or without one of its fields. */
async function searchFirst(kind: Kind, isAccepted: IsTaken): Promise<Body | undefined> {
  const sample = documentSampleOf(kind);
  const optional = optionalOf(kind);
  const others = { ...sample, ...Object.fromEntries(optional.map((name) => [name, otherValue(kind, name)])) };
  const without = optional.map((left) => Object.fromEntries(Object.entries(sample).filter(([name]) => name !== left)));
  for (const body of [{ ...sample, isDefault: true }, others, ...without]) if (await isAccepted(body)) return body;
  return undefined;
}

/** What remains of a body that is taken when every field that can be left out is. */
async function searchSmallest(kind: Kind, largest: Body, isAccepted: IsTaken): Promise<Body> {
  let body = largest;
  for (const left of optionalOf(kind)) {
    const smaller = Object.fromEntries(Object.entries(body).filter(([name]) => name !== left));
    if (left in body && (await isAccepted(smaller))) body = smaller;
  }
  return body;
}
