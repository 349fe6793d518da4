// The roots: a PUT is accepted, and the list shows it. All other checks of a kind depend on them.
import { type Check, define, type Row, scopeOf } from './check.ts';
import { expectAsPut, expectStored, expectUnchanged } from './expect.ts';
import { inWords } from './expect-kept.ts';
import { describe, isRefusal } from '../target/response.ts';
import { invalidChanges, type Kind, minimalOf, otherSample, sampleOf } from '../model/kinds.ts';
import { firstPut, requireTakenBeside } from '../model/accepted-bodies.ts';
import { Failed } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

const roots: readonly Row<Kind>[] = [
  {
    id: 'answers',
    statement: 'The operation exists and accepts a valid body, also over a setting that is there.',
    async run(workspace, kind) {
      await firstPut(workspace, kind);
      await requireTakenBeside(workspace, kind);
      for (const body of [sampleOf(kind), sampleOf(kind)]) await workspace.store(kind, body);
    },
  },
  {
    id: 'listed',
    statement: 'After each of two PUT requests, the list contains the setting exactly once.',
    needs: ['answers', 'list.answers'],
    async run(workspace, kind) {
      const { shown } = await firstPut(workspace, kind);
      if (shown instanceof Failed) throw shown;
      await workspace.list(); // which may be kept too long
      for (const put of [minimalOf(kind), sampleOf(kind)]) {
        await workspace.store(kind, put);
        await expectAsPut(workspace, kind, { put, shown: await workspace.one(kind) });
      }
    },
  },
  {
    id: 'other-values',
    statement: 'Values other than the document’s examples are accepted, and GET shows each of them at once.',
    needs: ['listed'],
    async run(workspace, kind) {
      for (const put of [otherSample(kind), sampleOf(kind), otherSample(kind)])
        await expectStored(workspace, kind, put);
    },
  },
  {
    id: 'refusals',
    shows: 'refused',
    statement: 'Invalid bodies are refused with a 4xx status, and none of them is stored.',
    needs: ['listed'],
    run: expectAnyRefused,
  },
];

/** One that is accepted fails the check that is about it. Only where none is refused, no other rule can be checked. */
async function expectAnyRefused(workspace: Workspace, kind: Kind): Promise<void> {
  let accepted: Failed | undefined;
  for (const changes of [{ provider: { a: 1 } }, ...invalidChanges(kind)]) {
    await workspace.baseline(kind);
    const response = await workspace.ask(kind.operation, { body: { ...otherSample(kind), ...changes } });
    if (isRefusal(response)) return expectUnchanged(workspace, kind);
    const expected = `a 4xx response to ${inWords(changes)}`;
    accepted ??= new Failed({ expected, actual: describe(response), response });
  }
  throw accepted;
}

/** Each root is checked for all kinds before the next one. */
export function rootChecks(kinds: readonly Kind[]): Check[] {
  const tables = kinds.map((kind) => define(scopeOf(kind, 'Body, Responses', []), kind, roots));
  return (tables[0] ?? []).flatMap((_, index) => tables.flatMap((table) => table[index] ?? []));
}
