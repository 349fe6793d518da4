// All checks in the order in which they are run: first the roots, on which others stand; last what may end the session.
import { type Assumptions, table } from '../assumptions/table.ts';
import type { Documents } from '../document/load.ts';
import { getOperation, listOperations, type Operation } from '../document/operations.ts';
import { StartError } from '../document/start-error.ts';
import { assumptionId, type Check, Failed, type Probe } from './check.ts';
import { cookieChecks, spaceChecks, type Subject } from './checks/access.ts';
import { answerChecks, rootChecks } from './checks/answers.ts';
import { auditChecks } from './checks/audit.ts';
import { fieldChecks } from './checks/fields.ts';
import { fuzzChecks } from './checks/fuzz.ts';
import { listChecks } from './checks/list.ts';
import { optionalChecks } from './checks/optional.ts';
import { probes } from './checks/probes.ts';
import { sendingChecks } from './checks/sending.ts';
import { sequenceChecks } from './checks/sequences.ts';
import { sessionChecks } from './checks/session.ts';
import { storingChecks } from './checks/storing.ts';
import { spacesChecks } from './checks/spaces.ts';
import { textChecks } from './checks/texts.ts';
import { togetherChecks } from './checks/together.ts';
import { type Kind, kindsOf } from './sample.ts';

export interface Plan {
  readonly kinds: readonly Kind[];
  readonly list: Operation;
  readonly test: Operation;
  readonly checks: readonly Check[];
}

export interface PlanOptions {
  readonly assumptions: Assumptions;
  /** How many generated bodies of each sort a put gets; 0 for none. */
  readonly fuzz: number;
}

/** What there is to check of the contract in these documents. @throws {StartError} when an operation is missing. */
export function createPlan(documents: Documents, { assumptions, fuzz }: PlanOptions): Plan {
  const operations = listOperations(documents);
  const kinds = kindsOf(operations);
  const list: Subject = { operation: getOperation(operations, 'getSettings'), name: 'list', effect: 'read' };
  const test: Subject = { operation: getOperation(operations, 'sendTestMessage'), name: 'test', effect: 'send' };
  const puts = kinds.map((kind): Subject & { kind: Kind } => ({
    operation: kind.operation,
    name: kind.name,
    effect: 'write',
    kind,
  }));
  const [quiet, loud] = [[list, ...puts], [test]];
  const subjects = [...quiet, ...loud];
  const asked = probes(subjects, kinds).map((probe) => checkOf(probe, assumptions));
  const checks = [
    ...listChecks(list),
    ...rootChecks(kinds),
    ...puts.flatMap((subject) => answerChecks(subject, subject.kind)),
    ...kinds.flatMap((kind) => [
      ...storingChecks(kind),
      ...textChecks(kind),
      ...optionalChecks(kind),
      ...fieldChecks(kind),
      ...auditChecks(kind),
    ]),
    ...togetherChecks(kinds),
    ...(fuzz > 0 ? kinds.flatMap((kind) => fuzzChecks(kind, fuzz)) : []),
    ...cookieChecks(quiet),
    ...asked.filter(({ effect }) => effect !== 'send'),
    ...spaceChecks(quiet),
    ...spacesChecks(kinds),
    ...sendingChecks(test, kinds),
    ...cookieChecks(loud),
    ...spaceChecks(loud, quiet),
    ...asked.filter(({ effect }) => effect === 'send'),
    ...sequenceChecks(kinds),
    ...sessionChecks(subjects, kinds),
  ];
  return { kinds, list: list.operation, test: test.operation, checks };
}

/** A probe as a check: it holds where the target answers as is assumed. */
function checkOf({ assumption, observe, ...rest }: Probe, assumptions: Assumptions): Check {
  const assumed = assumptions[assumption];
  return {
    ...rest,
    id: assumptionId(assumption),
    statement: `${table[assumption].question} Assumed: ${assumed}.`,
    source: `README, Assumptions: ${assumption}`,
    tier: 'assumed',
    async run(visit) {
      const observed = await observe(visit);
      visit.observed.set(assumption, observed);
      if (observed !== assumed) throw new Failed({ expected: assumed, came: observed });
    },
  };
}

/** The checks that were asked for by id or its beginning, and those that they need. @throws {StartError} when there is none. */
export function select(checks: readonly Check[], only: readonly string[]): readonly Check[] {
  if (only.length === 0) return checks;
  for (const wanted of only)
    if (!checks.some(({ id }) => id.startsWith(wanted)))
      throw new StartError(`No check has the id ${JSON.stringify(wanted)} or begins so. See contract --list.`);
  const chosen = new Set(checks.filter(({ id }) => only.some((wanted) => id.startsWith(wanted))).map(({ id }) => id));
  for (const check of checks.toReversed()) if (chosen.has(check.id)) for (const id of check.needs ?? []) chosen.add(id);
  return checks.filter(({ id }) => chosen.has(id));
}
