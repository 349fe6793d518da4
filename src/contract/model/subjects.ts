// The operations under test, as checks see them.
import { getOperation, type Operation } from '../../document/operations.ts';
import { type Kind, kindsOf } from './kinds.ts';
import type { Effect } from '../target/verdict.ts';

export interface Subject {
  readonly operation: Operation;
  /** The first part of its checks' ids: list, test, put-mail. */
  readonly name: string;
  readonly effect: Effect;
  readonly kind?: Kind;
}

/** All operations under test. */
export interface Subjects {
  readonly list: Subject;
  readonly puts: readonly Subject[];
  readonly test: Subject;
  readonly kinds: readonly Kind[];
}

/** The operations under test in a document. @throws {StartError} when one is missing. */
export function subjectsOf(operations: readonly Operation[]): Subjects {
  const kinds = kindsOf(operations);
  return {
    list: { operation: getOperation(operations, 'getSettings'), name: 'list', effect: 'read' },
    puts: kinds.map((kind) => ({ operation: kind.operation, name: kind.name, effect: 'write', kind })),
    test: { operation: getOperation(operations, 'sendTestMessage'), name: 'test', effect: 'send' },
    kinds,
  };
}

/** The check without which nothing can be said of an operation: to see whether a PUT was stored, the list has to work. */
export const rootOf = ({ name, kind, effect }: Subject): string => {
  if (kind) return `${name}.listed`;
  return effect === 'send' ? `${name}.exists` : `${name}.answers`;
};
