// How true a mock is to a backend: both get the same sequences of requests, and their responses are compared.
import type { AssumptionName } from '../../assumptions/table.ts';
import { titleOf } from '../../document/operations.ts';
import type { Ask } from '../target/ask.ts';
import { printable } from '../../common/printable.ts';
import { asText, listIn } from '../target/response.ts';
import { sampleOf } from '../model/kinds.ts';
import type { Spaces } from '../model/spaces.ts';
import type { Subjects } from '../model/subjects.ts';
import type { TargetResponse } from '../target/http.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Difference, differencesOf, Seen } from './differences.ts';
import { type Circumstances, explanationOf, type Observed } from './explanation.ts';
import type { Move } from './moves.ts';
import { sequencesOf } from './sequences.ts';

export interface Comparison {
  readonly subjects: Subjects;
  readonly target: Workspace;
  readonly mock: Workspace;
  readonly observed: Observed;
  readonly seed: number;
  /** How many sequences. */
  readonly count: number;
  /** The most test messages that the target may be asked for in its whole run; other sends are left out. */
  readonly messages: number;
  /** Spaces that were not used before. */
  readonly fresh: () => Spaces;
}

/** One response that is not the same. */
export interface Deviation extends Difference {
  readonly operation: string;
  /** The undocumented points on which the request depends. */
  readonly assumptions: readonly AssumptionName[];
  /** Missing for one that is due to the mock. */
  readonly explanation?: string;
  /** The requests that lead to it, in words. */
  readonly sequence: readonly string[];
}

export interface Fidelity {
  readonly sequences: number;
  readonly responses: number;
  /** How many of them are the same. */
  readonly same: number;
  readonly deviations: readonly Deviation[];
}

/** Plays all sequences, one after the other. */
export async function compare(comparison: Comparison): Promise<Fidelity> {
  const { subjects, target, mock, seed, count } = comparison;
  const { effects, spaces } = target.options;
  const scope = { effects, spaceless: spaces.fallback !== undefined };
  if (spaces.fallback !== undefined) await fill([target, mock], [spaces.fallback]);
  const deviations: Deviation[] = [];
  let [responses, same] = [0, 0];
  for (const steps of sequencesOf(subjects, { ...scope, seed, count })) {
    const found = await playOne(comparison, steps);
    responses += found.length;
    same += found.filter((each) => each.length === 0).length;
    deviations.push(...found.flat());
  }
  return { sequences: count, responses, same, deviations };
}

/** The deviations of each response of a sequence. After one that matters, nothing is compared: it may be due to that. */
async function playOne(comparison: Comparison, steps: readonly Move[]): Promise<Deviation[][]> {
  const { target, mock, fresh, messages } = comparison;
  const spaces = fresh();
  const sides = [target, mock].map((workspace) => workspace.at(spaces));
  await Promise.all(sides.map(logIn));
  const [own, other] = [spaces.own, spaces.other ?? spaces.own];
  if (!spaces.madeUp || (await isUsed(target, [own, other]))) await fill(sides, [own, other]);
  const eyes = sides.map(() => new Seen());
  const sent = new Set(steps.flatMap(({ ask }) => asText(ask.body?.['id'])));
  const found: Deviation[][] = [];
  for (const [index, move] of steps.entries()) {
    if (move.operation.method === 'post' && target.client.messages >= messages) continue;
    const [theirs, ours] = await Promise.all(sides.map((workspace) => askFor(workspace, move)));
    const [there, here] = eyes;
    if (!theirs || !ours || !there || !here) break; // there are two sides
    const differences = differencesOf({ response: theirs, seen: there }, { response: ours, seen: here }, sent);
    const circumstances = { ...around(comparison), move };
    found.push(differences.map((each) => deviationOf(each, circumstances, steps.slice(0, index + 1))));
    if (differences.some(({ aspect }) => aspect === 'status' || aspect === 'settings')) break;
  }
  return found;
}

function askFor(workspace: Workspace, { operation, ask: asked, place }: Move): Promise<TargetResponse> {
  const { own, other = own } = workspace.options.spaces;
  const spaces: Readonly<Record<Move['place'], Partial<Ask>>> = {
    own: { space: own },
    other: { space: other },
    none: { spaceless: true },
    empty: { space: '' },
  };
  return workspace.ask(operation, { ...asked, ...spaces[place] });
}

/** Whether an earlier run left settings there. */
async function isUsed(workspace: Workspace, spaces: readonly string[]): Promise<boolean> {
  for (const space of spaces) {
    const settings = listIn(await workspace.ask(workspace.options.list, { space }));
    if (settings === undefined || settings.length > 0) return true;
  }
  return false;
}

/** Spaces that may hold something hold the same on both sides. */
async function fill(sides: readonly Workspace[], spaces: readonly string[]): Promise<void> {
  for (const workspace of sides.filter(({ options }) => options.effects.has('write')))
    for (const space of spaces)
      for (const kind of workspace.options.kinds) await workspace.put(kind, sampleOf(kind), { space });
}

async function logIn({ client }: Workspace): Promise<void> {
  if (!client.sender.given) await client.loginAgain();
}

function around({ subjects, observed }: Comparison): Omit<Circumstances, 'move'> {
  return { observed, fields: new Set(subjects.kinds.flatMap(({ fields }) => fields.map(({ name }) => name))) };
}

function deviationOf(difference: Difference, circumstances: Circumstances, steps: readonly Move[]): Deviation {
  const { move } = circumstances;
  const explanation = explanationOf(difference, circumstances);
  return {
    ...difference,
    operation: titleOf(move.operation),
    assumptions: move.oddities.flatMap(({ assumption }) => assumption ?? []),
    ...(explanation !== undefined && { explanation }),
    sequence: steps.map(inWords),
  };
}

function inWords({ operation, ask: asked, place, oddities }: Move): string {
  const where = place === 'other' ? ' in the second space' : '';
  const body = asked.raw?.toString() ?? (asked.body && JSON.stringify(asked.body));
  const how = oddities.map(({ words }) => words).join(', ');
  return [
    `${titleOf(operation)}${where}`,
    ...(body === undefined ? [] : [printable(body)]),
    ...(how === '' ? [] : [`(with ${how})`]),
  ].join(' ');
}
