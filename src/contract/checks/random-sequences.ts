// Random sequences of accepted and refused PUT requests and reads in two spaces, compared with a small model.
import * as fc from 'fast-check';
import { isSuccess } from '../target/response.ts';
import { Failed } from '../target/verdict.ts';
import { expectRefused, expectShown } from './expect.ts';
import { holdProperty } from './property.ts';
import { type Body, invalidChanges, type Kind, sampleOf, withTexts } from '../model/kinds.ts';
import type { Workspace } from '../model/workspace.ts';

/** What is expected of each setting, by space and kind. A default flag that another put may have cleared is left out. */
type Model = Map<string, Map<Kind, Body>>;

interface Step {
  readonly action: 'put' | 'refused' | 'get';
  readonly second: boolean;
  readonly kind: number;
  readonly isDefault: boolean;
  readonly text: string;
}

const steps = fc.array(
  fc.record<Step>({
    action: fc.constantFrom('put', 'put', 'refused', 'get'),
    second: fc.boolean(),
    kind: fc.nat({ max: 3 }),
    isDefault: fc.boolean(),
    text: fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  }),
  { minLength: 10, maxLength: 16 },
);

/** How many sequences are played. */
const runs = 2;

/** Plays some sequences. @throws {Failed} with one in which a space shows something else than the model. */
export async function playSequences(workspace: Workspace, kinds: readonly Kind[]): Promise<void> {
  await workspace.apart([...Array(runs).keys()], async (place, index) => {
    const property = fc.asyncProperty(steps, (sequence) => play(place, kinds, sequence));
    await holdProperty(property, { seed: workspace.options.seed, numRuns: 1, first: index });
  });
}

async function play(workspace: Workspace, kinds: readonly Kind[], sequence: readonly Step[]): Promise<void> {
  const { own } = workspace.options.spaces;
  const spaces = [own, workspace.options.spaces.other ?? own];
  const model: Model = new Map(spaces.map((space) => [space, new Map()]));
  for (const space of model.keys())
    for (const kind of kinds) {
      await workspace.store(kind, sampleOf(kind), { space });
      model.get(space)?.set(kind, sampleOf(kind));
    }
  for (const step of sequence)
    await take(workspace, model, { ...step, kinds, space: spaces[step.second ? 1 : 0] ?? own });
  for (const space of model.keys()) await compare(workspace, model, space);
}

type Taken = Step & { readonly kinds: readonly Kind[]; readonly space: string };

async function take(workspace: Workspace, model: Model, { action, space, kinds, ...step }: Taken): Promise<void> {
  const kind = kinds[step.kind % kinds.length];
  if (action === 'get' || !kind) return compare(workspace, model, space);
  const body = { ...withTexts(kind, (name) => `${step.text} ${name}`), isDefault: step.isDefault };
  if (action === 'refused') {
    const response = await workspace.put(kind, { ...body, ...invalidChanges(kind)[0] }, { space });
    expectRefused(response, 'a 4xx response to an invalid body');
    return compare(workspace, model, space);
  }
  const response = await workspace.put(kind, body, { space });
  if (!isSuccess(response))
    throw new Failed({ expected: 'a PUT to be accepted', actual: String(response.status), response });
  const settings = model.get(space);
  if (step.isDefault) for (const [other, { isDefault: _open, ...rest }] of settings ?? []) settings?.set(other, rest);
  settings?.set(kind, body);
  return undefined;
}

async function compare(workspace: Workspace, model: Model, space: string): Promise<void> {
  const puts = model.get(space) ?? new Map<Kind, Body>();
  for (const [kind, shown] of await workspace.each([...puts.keys()], space))
    await expectShown(workspace, kind, { put: puts.get(kind) ?? {}, shown });
}
