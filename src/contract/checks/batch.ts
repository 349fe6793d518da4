// Rows that are checked by few requests where all is well: refusals with one look at the list after the last of them, and values
// of several fields in one body. Only if something is wrong is each row checked by itself, which then shows it.
import type { Ask } from '../target/ask.ts';
import { isSuccess, isRefusal } from '../target/response.ts';
import { comparable } from '../model/shown.ts';
import { type Body, type Kind, sampleOf, withTexts } from '../model/kinds.ts';
import { Failed } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Row } from './check.ts';
import { requireNotCoerced } from './scalar-types.ts';
import { expectKept, expectKeptOrRefused, inWords, requireKept } from './expect-kept.ts';
import { expectRefused, expectStored, expectUnchanged } from './expect.ts';

/** A row about requests that have to be refused. */
export interface RefusalRow extends Row<Kind> {
  readonly refused: (kind: Kind) => readonly Ask[];
}

/** A row about a value that has to be kept, or may be refused. */
export interface KeptRow extends Row<Kind> {
  readonly changes: Body;
}

export type BatchRow = Row<Kind> | RefusalRow | KeptRow;

/** A row about bodies that have to be refused: the sample with each of the changes. */
export function refusal(row: Omit<Row<Kind>, 'run' | 'shows'>, changes: readonly Body[]): RefusalRow {
  return {
    ...row,
    shows: 'refused',
    refused: (kind) => changes.map((each) => ({ body: changed(kind, each) })),
    async run(workspace, kind) {
      for (const each of changes) await expectBodyRefused(workspace, kind, each);
    },
  };
}

/** A row about values that have to be kept. */
export const kept = (row: Omit<Row<Kind>, 'run'>, changes: Body): KeptRow => ({
  ...row,
  changes,
  run: (workspace, kind) => expectKept(workspace, kind, changes),
});

/** The same where a refusal is right, too. */
export const keptOrRefused = (row: Omit<Row<Kind>, 'run' | 'shows'>, changes: Body): KeptRow => ({
  ...row,
  shows: 'either',
  changes,
  run: (workspace, kind) => expectKeptOrRefused(workspace, kind, changes),
});

/**
 * The same rows, checked in batches first.
 * @param name tells these rows from others of the kind
 */
export function inBatches(name: string, rows: readonly BatchRow[]): Row<Kind>[] {
  const batches = keptTogether(rows);
  const asksOf = (kind: Kind): Ask[] => rows.flatMap((row) => ('refused' in row ? row.refused(kind) : []));
  return rows.map((row) => {
    if ('refused' in row)
      return {
        ...row,
        group: `${name} refused`,
        run: unless(row, (...about) => areRefused(...about, { name, asksOf })),
      };
    const own = 'changes' in row ? row.changes : {};
    const index = batches.findIndex((batch) => batch.some((each) => each === row));
    const changes = Object.assign({}, ...(batches[index] ?? []).map((each) => each.changes)) as Body;
    if (index < 0) return row;
    return {
      ...row,
      group: `${name} ${index}`,
      run: unless(row, (...about) => areKept(...about, { name: `${name} ${index}`, changes, own })),
    };
  });
}

type About = readonly [workspace: Workspace, kind: Kind];

/** Checks a row by itself unless its batch is well. Where an evaluation is recorded, it shows itself. */
const unless =
  ({ run }: Row<Kind>, isWell: (...about: About) => Promise<boolean>): Row<Kind>['run'] =>
  async (workspace, kind) => {
    if (workspace.options.record || !(await isWell(workspace, kind))) await run(workspace, kind);
  };

/** Rows about different fields, with the same needs, go into one body. What tells the kind stays as it is. */
function keptTogether(rows: readonly BatchRow[]): KeptRow[][] {
  const batches: KeptRow[][] = [];
  for (const row of rows) {
    if (!('changes' in row) || 'type' in row.changes || 'provider' in row.changes) continue;
    const fits = (batch: readonly KeptRow[]): boolean =>
      JSON.stringify(batch[0]?.needs) === JSON.stringify(row.needs) &&
      batch.every(({ changes }) => !Object.keys(changes).some((name) => name in row.changes));
    const batch = batches.find(fits);
    if (batch) batch.push(row);
    else batches.push([row]);
  }
  return batches;
}

interface Kept {
  readonly name: string;
  /** Of the row. */
  readonly own: Body;
  /** Of all rows of the batch. */
  readonly changes: Body;
}

/** A value that the list does not show is checked by itself, which says so. */
async function areKept(workspace: Workspace, kind: Kind, { name, changes, own }: Kept): Promise<boolean> {
  const shown = await comparable(workspace, kind);
  if (!Object.keys(own).every((each) => shown.includes(each))) return false;
  return workspace.remember(`kept ${kind.name} ${name}`, () =>
    isSo(() => expectStored(workspace, kind, sampleOf(kind, changes))),
  );
}

interface Refused {
  readonly name: string;
  readonly asksOf: (kind: Kind) => readonly Ask[];
}

/** Whether all are refused and leave the setting as it was: at once, where nothing has to be done one after another. */
function areRefused(workspace: Workspace, kind: Kind, { name, asksOf }: Refused): Promise<boolean> {
  return workspace.remember(`refused ${kind.name} ${name}`, async () => {
    await workspace.baseline(kind);
    const isRefused = async (ask: Ask): Promise<boolean> => isRefusal(await workspace.ask(kind.operation, ask));
    if (workspace.isAlone) {
      for (const ask of asksOf(kind)) if (!(await isRefused(ask))) return false;
    } else if (!(await Promise.all(asksOf(kind).map(isRefused))).every(Boolean)) return false;
    return isSo(() => expectUnchanged(workspace, kind));
  });
}

/** Whether an expectation is met. */
export async function isSo(expect: () => Promise<void>): Promise<boolean> {
  try {
    await expect();
    return true;
  } catch (error) {
    if (error instanceof Failed) return false;
    throw error;
  }
}

/** Sends the sample with invalid changes, and expects a refusal that stores nothing. */
async function expectBodyRefused(workspace: Workspace, kind: Kind, changes: Body): Promise<void> {
  await workspace.baseline(kind);
  const response = await workspace.ask(kind.operation, { body: changed(kind, changes) });
  if (isSuccess(response)) {
    for (const name of Object.keys(changes)) await requireKept(workspace, kind, name);
    await requireNotCoerced(workspace, kind, changes);
  }
  expectRefused(response, `a 4xx response to ${inWords(changes)}`);
  await expectUnchanged(workspace, kind);
}

/** The sample with every other text changed, so that a partly stored body shows. */
function changed(kind: Kind, changes: Body): Body {
  return { ...withTexts(kind, (name) => `refused ${name}`), ...changes };
}
