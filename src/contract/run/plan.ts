// All checks in the order of the run: first the roots that others depend on, last those that may end the session.
import type { Assumptions } from '../../assumptions/table.ts';
import type { Documents } from '../../document/load.ts';
import { listOperations } from '../../document/operations.ts';
import { StartError } from '../../document/start-error.ts';
import { type Check, checkOf, type Probe } from '../checks/check.ts';
import { answerChecks } from '../checks/answers.ts';
import { auditChecks } from '../checks/audit.ts';
import { cookieChecks } from '../checks/cookies.ts';
import { fieldChecks } from '../checks/fields.ts';
import { fuzzChecks } from '../checks/fuzz.ts';
import { listChecks } from '../checks/list.ts';
import { loginByCodeChecks } from '../checks/login-by-code.ts';
import { mailChecks } from '../checks/mail.ts';
import { optionalChecks } from '../checks/optional.ts';
import { rootChecks } from '../checks/roots.ts';
import { sendingChecks } from '../checks/sending.ts';
import { sequenceChecks } from '../checks/sequences.ts';
import { sessionChecks } from '../checks/session.ts';
import { undocumentedChecks, undocumentedSessionChecks } from '../checks/undocumented.ts';
import { spaceHeaderChecks } from '../checks/space-header.ts';
import { separateSpacesChecks } from '../checks/spaces.ts';
import { storingChecks } from '../checks/storing.ts';
import { textChecks } from '../checks/texts.ts';
import { togetherChecks } from '../checks/together.ts';
import { codeProbes, mailedProbes } from '../checks/probes/codes.ts';
import { probesOf } from '../checks/probes/probes.ts';
import { type Subjects, subjectsOf } from '../model/subjects.ts';

export interface Plan {
  readonly subjects: Subjects;
  readonly checks: readonly Check[];
}

export interface PlanOptions {
  readonly assumptions: Assumptions;
  /** How many generated bodies of each sort a put gets; 0 for none. */
  readonly fuzz: number;
  /** Whether there is a user who logs in by a code. */
  readonly hasOtpUser?: boolean;
  /** Whether mail of the target can come in. */
  readonly receivesMail?: boolean;
}

/** What there is to check of the contract in these documents. @throws {StartError} when an operation is missing. */
export function createPlan(
  documents: Documents,
  { assumptions, fuzz, hasOtpUser = false, receivesMail = false }: PlanOptions,
): Plan {
  const subjects = subjectsOf(listOperations(documents));
  const { list, puts, test, kinds } = subjects;
  const quiet = [list, ...puts];
  const probes = (wanted: (probe: Probe) => boolean): Check[] =>
    probesOf(subjects)
      .filter(wanted)
      .map((probe) => checkOf(probe, assumptions));
  const checks = [
    ...(hasOtpUser ? [...loginByCodeChecks(), ...codeProbes.map((probe) => checkOf(probe, assumptions))] : []),
    ...listChecks(list),
    ...rootChecks(kinds),
    ...kinds.flatMap(answerChecks),
    ...kinds.flatMap((kind) =>
      [storingChecks, textChecks, optionalChecks, fieldChecks, auditChecks].flatMap((of) => of(kind)),
    ),
    ...togetherChecks(kinds),
    ...(fuzz > 0 ? kinds.flatMap((kind) => fuzzChecks(kind, fuzz)) : []),
    ...quiet.flatMap(cookieChecks),
    ...probes(({ effect, isLast }) => effect !== 'send' && !isLast),
    ...undocumentedChecks(subjects),
    ...quiet.flatMap((subject) => spaceHeaderChecks(subject, quiet)),
    ...separateSpacesChecks(kinds),
    ...sendingChecks(subjects),
    ...(receivesMail ? mailChecks(subjects) : []),
    ...(receivesMail && !hasOtpUser ? mailedProbes.map((probe) => checkOf(probe, assumptions)) : []),
    ...cookieChecks(test),
    ...spaceHeaderChecks(test, quiet),
    ...probes(({ effect }) => effect === 'send'),
    ...sequenceChecks(kinds),
    ...sessionChecks(subjects),
    ...probes(({ isLast }) => isLast === true),
    ...undocumentedSessionChecks(subjects),
  ];
  return { subjects, checks };
}

/** The check of this id, and those that it needs. @throws {StartError} when there is none. */
export function one(checks: readonly Check[], id: string): readonly Check[] {
  if (checks.some((check) => check.id === id)) return withNeeded(checks, new Set([id]));
  throw new StartError(`No check has the id ${JSON.stringify(id)}. See contract --list.`);
}

/** The checks that were asked for by id or its beginning, and those that they need. @throws {StartError} when there is none. */
export function select(checks: readonly Check[], only: readonly string[]): readonly Check[] {
  if (only.length === 0) return checks;
  for (const wanted of only)
    if (!checks.some(({ id }) => id.startsWith(wanted)))
      throw new StartError(`No check id starts with ${JSON.stringify(wanted)}. See contract --list.`);
  const chosen = checks.filter(({ id }) => only.some((wanted) => id.startsWith(wanted))).map(({ id }) => id);
  return withNeeded(checks, new Set(chosen));
}

function withNeeded(checks: readonly Check[], chosen: Set<string>): readonly Check[] {
  for (const check of checks.toReversed()) if (chosen.has(check.id)) for (const id of check.needs) chosen.add(id);
  return checks.filter(({ id }) => chosen.has(id));
}

/** For a run that can receive no mail. */
export const withoutMail = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ id, needs }) => ![id, ...needs].some((each) => each.startsWith('mail.')));
