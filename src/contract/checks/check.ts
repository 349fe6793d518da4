// What a check and a probe are, and the one way to write them: as rows of a table.
import { type AssumptionName, type Assumptions, table } from '../../assumptions/table.ts';
import { titleOf } from '../../document/operations.ts';
import type { Kind } from '../model/kinds.ts';
import { type Effect, Failed, type Tier } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** Whether a statement is about requests that have to be accepted or refused; `either` where both are right. */
export type Shows = 'accepted' | 'refused' | 'either';

export interface Check {
  readonly id: string;
  /** The field of a body that it is about, if it is about one. */
  readonly field?: string;
  readonly shows: Shows;
  /** The statement that is checked, in one sentence. */
  readonly statement: string;
  /** The place on the page (operation, row) or the section of an RFC. */
  readonly source: string;
  readonly tier: Tier;
  readonly effect: Effect;
  /** Ids of the checks that this one depends on. If one of them does not hold, this check is blocked. */
  readonly needs: readonly string[];
  /** Checks of one place are evaluated one after another, those of others beside them. Missing: while nothing else happens. */
  readonly place?: string;
  /** Checks of one place that share requests, if it is divided: they stay together. */
  readonly group?: string;
  /** Whether it is evaluated before the run writes anything. */
  readonly isFirst?: boolean;
  /** Resolves if the statement holds. @throws {Failed} if it does not. @throws {Undecidable} if that cannot be decided. */
  readonly run: (workspace: Workspace) => Promise<void>;
}

/** What the checks of one table share, unless a row says otherwise. */
export interface Scope extends Pick<Check, 'source' | 'effect' | 'needs' | 'place' | 'field'> {
  /** The first part of their ids. */
  readonly name: string;
}

/** One check of something: its id within the scope, and what differs from the scope. */
export interface Row<About> extends Partial<
  Pick<Check, 'source' | 'tier' | 'effect' | 'shows' | 'field' | 'place' | 'group' | 'isFirst'>
> {
  readonly id: string;
  readonly statement: string | ((about: About) => string);
  /** Replaces the needs of the scope. Ids without a dot are of the same scope. */
  readonly needs?: readonly string[] | ((about: About) => readonly string[]);
  readonly run: (workspace: Workspace, about: About) => Promise<void>;
}

/** The checks of a table: of one kind, for example, or of all of them. */
export function define<About>({ name, ...scope }: Scope, about: About, rows: readonly Row<About>[]): Check[] {
  const inScope = (id: string): string => (id.includes('.') ? id : `${name}.${id}`);
  return rows.map(({ id, statement, needs = scope.needs, run, ...row }) => ({
    tier: 'documented',
    shows: 'accepted',
    ...scope,
    ...row,
    id: `${name}.${id}`,
    statement: typeof statement === 'string' ? statement : statement(about),
    needs: (typeof needs === 'function' ? needs(about) : needs).map(inScope),
    run: (workspace) => run(workspace, about),
  }));
}

/** The scope of a kind's checks, which write in the own space. `row`: the rows of the page that they are about. */
export function scopeOf({ name, operation }: Kind, row: string, needs: readonly string[]): Scope {
  return { name, source: `${titleOf(operation)}: ${row}`, effect: 'write', needs, place: name };
}

/** A probe finds out what the target does on a point on which the page is silent. */
export interface Probe extends Pick<Check, 'effect' | 'needs' | 'place' | 'isFirst'> {
  readonly assumption: AssumptionName;
  /** Whether it comes last, while nothing else happens. */
  readonly isLast?: boolean;
  /** One of the table's values, or a description of another behaviour. @throws {Undecidable} if it cannot be decided. */
  readonly observe: (workspace: Workspace) => Promise<string>;
}

/** A probe as a check: it holds if the target does what is assumed. */
export function checkOf(
  { assumption, observe, effect, needs, place = 'probes', isFirst = false, isLast = false }: Probe,
  assumptions: Assumptions,
): Check {
  const assumed = assumptions[assumption];
  return {
    id: assumptionId(assumption),
    statement: `${table[assumption].question} Assumed: ${assumed}.`,
    source: `README, Assumptions: ${assumption}`,
    tier: 'assumed',
    shows: 'either',
    effect,
    needs,
    ...(isFirst ? { isFirst } : !isLast && { place }),
    async run(workspace) {
      const observed = await observe(workspace);
      workspace.observed.set(assumption, observed);
      if (observed !== assumed) throw new Failed({ expected: assumed, actual: observed });
    },
  };
}

/** The id of the check that a probe becomes. */
export const assumptionId = (name: AssumptionName): string => `assumption.${name}`;
