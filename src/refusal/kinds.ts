// Every way in which a request is refused, with its status: a number, or the assumption that decides it.
import type { Assumptions } from '../assumptions/table.ts';

/** Assumptions that have a status among their values. One with other values, too, decides only where a request is refused. */
type StatusAssumption = {
  [Name in keyof Assumptions]: Extract<Assumptions[Name], `${number}`> extends never ? never : Name;
}[keyof Assumptions];

const kinds = {
  'unknown-path': 404,
  'wrong-method': 405,
  'no-token': 'missing-token-status',
  'expired-token': 'missing-token-status',
  'missing-space': 'missing-space',
  'empty-space': 'empty-space',
  'bad-credentials': 401,
  'wrong-code': 401,
  'locked-user': 'locked-status',
  'too-many-codes': 429,
  'code-not-sent': 'otp-not-sent',
  'wrong-media-type': 'media-type-status',
  'too-large': 'too-large-status',
  'unreadable-body': 400,
  'invalid-request': 400,
  'invalid-body': 'invalid-body-status',
  'foreign-host': 403,
  'foreign-origin': 403,
  'no-control-token': 401,
  'unmet-expectation': 417,
  'unknown-space': 404,
  'not-found': 404,
  'no-default': 'test-without-default',
  'refused-by-provider': 'test-refused-by-provider',
  'unreadable-space': 500,
  'newer-format': 500,
  'not-stored': 500,
  'no-room': 507,
  'too-many-spaces': 507,
  'store-unavailable': 503,
  'upstream-away': 502,
  'upstream-slow': 504,
  'upstream-violates': 502,
  'unfitting-answer': 500,
  internal: 500,
} as const satisfies Record<string, number | StatusAssumption>;

export type RefusalKind = keyof typeof kinds;

/** The HTTP status of a refusal, under the assumptions in force. */
export function statusOf(kind: RefusalKind, assumptions: Assumptions): number {
  const status = kinds[kind];
  return typeof status === 'number' ? status : Number(assumptions[status]);
}
