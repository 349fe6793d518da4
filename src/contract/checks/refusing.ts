// Bodies that have to be refused as a whole. Where all is well, one look at the list is enough for many of them.
import type { Ask } from '../target/ask.ts';
import type { Row } from './check.ts';
import { isSuccess } from '../target/response.ts';
import { expectRefused, expectUnchanged, isRefusal } from './expect.ts';
import { requireKept, shorten } from './expect-kept.ts';
import { type Body, type Kind, withTexts } from '../model/kinds.ts';
import { Failed } from '../model/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** A row about requests that have to be refused. */
export interface RefusalRow extends Row<Kind> {
  readonly refused: (kind: Kind) => readonly Ask[];
}

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

/**
 * The rows, of which those about refusals are tried together at first, with one look at the list after the last request. Only
 * if something is wrong is each tried alone.
 * @param name tells these rows from others of the kind
 */
export function together(name: string, rows: readonly (Row<Kind> | RefusalRow)[]): Row<Kind>[] {
  const asksOf = (kind: Kind): Ask[] => rows.flatMap((row) => ('refused' in row ? row.refused(kind) : []));
  return rows.map((row) => {
    if (!('refused' in row)) return row;
    const { refused: _asks, run, ...rest } = row;
    return {
      ...rest,
      group: name,
      async run(workspace, kind) {
        if (!(await areRefused(workspace, kind, { name, asksOf }))) await run(workspace, kind);
      },
    };
  });
}

interface Group {
  readonly name: string;
  readonly asksOf: (kind: Kind) => readonly Ask[];
}

/** Whether all are refused and leave the setting as it was. Where a failure is repeated, each is to show itself. */
async function areRefused(workspace: Workspace, kind: Kind, { name, asksOf }: Group): Promise<boolean> {
  if (workspace.options.record) return false;
  return workspace.remember(`refused ${kind.name} ${name}`, async () => {
    await workspace.baseline(kind);
    for (const ask of asksOf(kind)) if (!isRefusal(await workspace.ask(kind.operation, ask))) return false;
    return expectUnchanged(workspace, kind).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Failed) return false;
        throw error;
      },
    );
  });
}

/** Sends the sample with invalid changes, and expects a refusal that stores nothing. */
async function expectBodyRefused(workspace: Workspace, kind: Kind, changes: Body): Promise<void> {
  await workspace.baseline(kind);
  const response = await workspace.ask(kind.operation, { body: changed(kind, changes) });
  if (isSuccess(response)) for (const name of Object.keys(changes)) await requireKept(workspace, kind, name);
  expectRefused(response, `a 4xx response to ${shorten(JSON.stringify(changes))}`);
  await expectUnchanged(workspace, kind);
}

/** The sample with every other text changed, so that a partly stored body shows. */
function changed(kind: Kind, changes: Body): Body {
  return { ...withTexts(kind, (name) => `refused ${name}`), ...changes };
}
