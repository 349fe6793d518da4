// The responses to success that the document describes: 204 without content on the page.
import { type Operation, successesOf } from '../../document/operations.ts';
import { describe } from '../target/response.ts';
import type { TargetResponse } from '../target/http.ts';
import { Failed } from '../target/verdict.ts';

/** Their statuses: `204`, or `201 or 204`. */
export const statusesOf = (operation: Operation): string =>
  successesOf(operation)
    .map(({ status }) => status)
    .join(' or ');

/** The same, and whether there is content: `204 and no content`, `204 without content`. */
export function successIn(operation: Operation, word: 'and no' | 'without'): string {
  const empty = successesOf(operation).every((each) => each.empty);
  return `${statusesOf(operation)}${empty ? ` ${word} content` : ''}`;
}

/** @throws {Failed} when the response is none of them, or has a body where none is described. */
export function expectSuccessOf(operation: Operation, response: TargetResponse): void {
  const described = successesOf(operation).find(({ status }) => status === response.status);
  if (!described || (described.empty && response.text !== ''))
    throw new Failed({ expected: successIn(operation, 'without'), actual: describe(response), response });
}
