// In which space: every operation requires the X-Space header.
import { titleOf } from '../../document/operations.ts';
import { describe, isRefusal, isSuccess, settingsIn } from '../target/response.ts';
import { inOneText } from './two-spaces.ts';
import { type Check, define } from './check.ts';

import { otherSample, sampleOf } from '../model/kinds.ts';
import { giveDefault, hasDefault } from './sends.ts';
import { rootOf, type Subject } from '../model/subjects.ts';
import type { TargetResponse } from '../target/http.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** The ways to name no space. */
const lacks = {
  missing: { words: 'a request without X-Space', ask: { spaceless: true }, assumption: 'missing-space' },
  empty: { words: 'an empty X-Space', ask: { space: '' }, assumption: 'empty-space' },
} as const;

/** Where such a request may land is one space for all of them. */
export const lackPlace = 'no space';

export type Lack = keyof typeof lacks;

/** The response to a request that names no space. */
export function withoutSpace(workspace: Workspace, subject: Subject, lack: Lack): Promise<TargetResponse> {
  const { operation, kind, name, effect } = subject;
  return workspace.remember(`${lack} space ${name}`, async () => {
    const { fallback } = workspace.options.spaces;
    const ask = (): Promise<TargetResponse> =>
      workspace.ask(operation, { ...lacks[lack].ask, ...(kind && { body: sampleOf(kind) }) });
    return fallback !== undefined && effect === 'send' ? sentThroughDefault(workspace, fallback, ask) : ask();
  });
}

/** How often a test send is tried whose default another client takes away. */
const mostTries = 4;

/** The response to a test send while a space has a default. */
async function sentThroughDefault(
  workspace: Workspace,
  space: string,
  send: () => Promise<TargetResponse>,
): Promise<TargetResponse> {
  for (let tries = 1; ; tries += 1) {
    await giveDefault(workspace, space);
    const response = await send();
    if (!isRefusal(response) || tries === mostTries || (await hasDefault(workspace, space))) return response;
  }
}

/** Whether it may be tried: a write without X-Space could end up in another person's space. */
export function mayTry({ options }: Workspace, { effect }: Subject): boolean {
  return effect === 'read' || (options.effects.has(effect) && options.spaces.fallback !== undefined);
}

/**
 * X-Space is required. Whether a target that uses the default space instead contradicts the page is an open question; one
 * that requires it for some operations only does.
 */
export function spaceHeaderChecks(subject: Subject, others: readonly Subject[]): Check[] {
  const { name, operation, effect } = subject;
  const needs = [effect === 'send' ? `${name}.answers` : rootOf(subject)];
  const title = titleOf(operation);
  return define({ name, source: `${title}: X-Space, Required`, effect, needs, place: lackPlace }, subject, [
    {
      id: 'space-required',
      shows: 'refused',
      statement: `${title} requires the X-Space header, like the other operations.`,
      run: (workspace) => expectSpaceNeeded(workspace, subject, { lack: 'missing', others }),
    },
    {
      id: 'space-empty',
      shows: 'refused',
      statement: `${title} treats an empty X-Space header like the other operations.`,
      run: (workspace) => expectSpaceNeeded(workspace, subject, { lack: 'empty', others }),
    },
  ]);
}

interface Comparison {
  readonly lack: Lack;
  readonly others: readonly Subject[];
}

/** A list without a space is that of the default space, also after a request in another one, where that may be looked at. */
async function expectDefaultSpace(workspace: Workspace, { effect }: Subject, lack: Lack): Promise<void> {
  const { kinds, list, effects, spaces } = workspace.options;
  const { fallback } = spaces;
  if (effect !== 'read' || fallback === undefined) return;
  for (const kind of effects.has('write') ? kinds.slice(0, 1) : []) await workspace.store(kind, otherSample(kind));
  const response = await workspace.ask(list, lacks[lack].ask);
  const [expected, actual] = [await workspace.list(fallback), settingsIn(response)].map(inOneText);
  if (actual !== expected)
    throw new Failed({ expected: `the settings of ${fallback}`, actual: describe(response), response });
}

async function expectSpaceNeeded(workspace: Workspace, subject: Subject, { lack, others }: Comparison): Promise<void> {
  if (!mayTry(workspace, subject)) throw new Undecidable(`${lacks[lack].words} could write to another space`);
  const response = await withoutSpace(workspace, subject, lack);
  if (isRefusal(response)) return;
  const fail = (expected: string): Failed => new Failed({ expected, actual: describe(response), response });
  if (!isSuccess(response)) throw fail('a 4xx response');
  await expectDefaultSpace(workspace, subject, lack);
  for (const other of others.filter((each) => each !== subject && mayTry(workspace, each)))
    if (!isSuccess(await withoutSpace(workspace, other, lack)))
      throw fail(`a 4xx response, as from ${titleOf(other.operation)}`);
  throw new Undecidable(`${lacks[lack].words} uses a default space; see the assumption ${lacks[lack].assumption}`);
}
