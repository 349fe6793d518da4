// Rules that hold for every kind of setting, as checks of one kind.
import type { Check } from '../check.ts';
import type { Kind } from '../sample.ts';
import type { Visit } from '../visit.ts';
import { titleOf } from './access.ts';

export interface KindRule {
  readonly id: string;
  readonly statement: string;
  /** Checks of the same kind, or with a dot in their id any others. */
  readonly needs?: readonly string[];
  readonly run: (visit: Visit, kind: Kind) => Promise<void>;
}

interface Common {
  /** What of the operation is at stake, in the page's words. */
  readonly rows: string;
  /** For the rules that say nothing of their own. */
  readonly needs: readonly string[];
}

/** The rules for one kind; each writes to its own space. */
export function checksOf(kind: Kind, rules: readonly KindRule[], { rows, needs: usual }: Common): Check[] {
  return rules.map(({ id, statement, needs = usual, run }) => ({
    id: `${kind.name}.${id}`,
    statement,
    source: `${titleOf(kind.operation)}: ${rows}`,
    tier: 'documented',
    effect: 'write',
    needs: needs.map((need) => (need.includes('.') ? need : `${kind.name}.${need}`)),
    run: (visit) => run(visit, kind),
  }));
}
