// Why a mock with the observed assumptions may respond otherwise than the backend, without being wrong about it.
import { type AssumptionName, isValueOf } from '../../assumptions/table.ts';
import type { Difference } from './differences.ts';
import type { Move } from './moves.ts';

/** What was observed, by assumption; missing where it could not be decided. */
export type Observed = ReadonlyMap<AssumptionName, string>;

export interface Circumstances {
  readonly move: Move;
  readonly observed: Observed;
  /** Names of all fields that the document has. */
  readonly fields: ReadonlySet<string>;
}

interface Rule {
  readonly explanation: string;
  readonly applies: (difference: Difference, circumstances: Circumstances) => boolean;
}

const isRefusal = (status: string): boolean => /^4\d\d$/.test(status);

const isMask = (text: string): boolean => /^"[*\u2022\u00B7]{3,}"$/.test(text);

/** In their order: the first one that applies counts. Each is about something on which the page is silent. */
const rules: readonly Rule[] = [
  {
    explanation: 'two refusals are due, and another one comes first',
    applies: ({ aspect, target, mock }, { move }) =>
      aspect === 'status' &&
      isRefusal(target) &&
      isRefusal(mock) &&
      move.oddities.filter(({ wrong }) => wrong).length > 1,
  },
  {
    explanation: 'errors have another form',
    applies: ({ aspect }, { observed }) => aspect === 'error' && isOpen('error-body', observed),
  },
  { explanation: 'the mask is another text', applies: ({ target, mock }) => isMask(target) && isMask(mock) },
  {
    explanation: 'the list shows fields that the page does not have',
    applies: ({ aspect, mock }, { fields }) => mock === 'absent' && !fields.has(aspect),
  },
  {
    explanation: 'the list is wrapped in more members',
    applies: ({ aspect, target, mock }) => aspect === 'wrapper' && target.split(', ').includes(mock),
  },
  {
    explanation: 'no value of an assumption says what it does',
    applies: (_difference, { move, observed }) =>
      move.oddities.some(({ assumption }) => assumption !== undefined && isOpen(assumption, observed)),
  },
];

/** Undefined for a difference that is due to the mock. */
export function explanationOf(difference: Difference, circumstances: Circumstances): string | undefined {
  return rules.find(({ applies }) => applies(difference, circumstances))?.explanation;
}

/** Whether the observation is none that a mock can be told. */
function isOpen(name: AssumptionName, observed: Observed): boolean {
  return !isValueOf(name, observed.get(name));
}
