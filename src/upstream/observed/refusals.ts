// What becomes of requests that the page forbids, or of which it is silent.
import { type AssumptionName, isValueOf } from '../../assumptions/table.ts';
import { formOfError } from '../../document/error-form.ts';
import { isRecord } from '../../document/json.ts';
import type { Cause } from './causes.ts';
import { type Exchange, isSuccess, type Seen } from './exchange.ts';
import { settingsIn } from './kinds.ts';

interface Outcome {
  /** What the request is or has, after its method. */
  readonly words: string;
  /** The value when it is accepted; none where that says nothing. */
  readonly accepted?: string;
  /** The value when it is refused; otherwise, the status is. */
  readonly refused?: string;
  /** The statuses that say so, where the value is not the status. */
  readonly statuses?: readonly number[];
}

/** Statuses of a body, or a query, that is refused. */
const invalid: readonly number[] = [400, 422];
const unauthorized: readonly number[] = [401, 403];

const outcomes: Readonly<Partial<Record<Cause, Outcome>>> = {
  'missing-token-status': { words: 'without a token' },
  'bearer-token': {
    words: 'with the token in Authorization',
    accepted: 'accept',
    refused: 'ignore',
    statuses: unauthorized,
  },
  'missing-space': { words: 'without X-Space', accepted: 'default' },
  'empty-space': { words: 'with an empty X-Space', accepted: 'default' },
  'space-name': { words: 'with more than 100 characters in X-Space', accepted: 'any', refused: 'limited' },
  'unknown-space': {
    words: 'in a space that is none of the user’s',
    accepted: 'open',
    refused: 'refuse',
    statuses: [404],
  },
  'invalid-body-status': { words: 'with an invalid body' },
  'media-type-status': { words: 'with a body that is not sent as JSON' },
  'too-large-status': { words: 'with a body of more than 1 MiB' },
  'unknown-fields': { words: 'with a field that the page does not list', accepted: 'ignore', refused: 'refuse' },
  'read-only-fields': { words: 'with a read-only field', accepted: 'ignore', refused: 'refuse' },
  'unknown-query': { words: 'with a query parameter', accepted: 'ignore', refused: 'refuse' },
  'null-for-optional': { words: 'with null in an optional field', accepted: 'as-absent', refused: 'refuse' },
  'scalar-types': { words: 'with a scalar of another type', accepted: 'coerce', refused: 'refuse' },
  'transport-strategy': { words: 'with another transportStrategy', accepted: 'any', refused: 'listed' },
  'client-id': { words: 'with another id', refused: 'refuse', statuses: [400, 409, 422] },
  'mask-in-put': { words: 'with the mask in a secret field', refused: 'refuse' },
  'type-provider-mismatch': {
    words: 'with the type or provider of another kind',
    accepted: 'accept',
    refused: 'refuse',
    statuses: [400, 409, 422],
  },
};

/** What a request that was accepted shows of everything that was unusual about it. */
export function seenInAccepted(exchange: Exchange, causes: ReadonlySet<Cause>): Seen[] {
  if (!isSuccess(exchange) || causes.has('another')) return [];
  return [...causes].flatMap((cause) => {
    const { accepted, words } = outcomes[cause] ?? {};
    if (cause === 'another' || accepted === undefined) return [];
    if (cause === 'unknown-space' && settingsIn(exchange.response.json)?.length !== 0) return []; // it may be another user's
    return [seen(exchange, { name: cause, value: accepted, words })];
  });
}

/** What a request that was refused shows, if only one thing was unusual about it. */
export function seenInRefused(exchange: Exchange, causes: ReadonlySet<Cause>): Seen[] {
  const [cause, more] = causes;
  const { status } = exchange.response;
  if (cause === undefined || cause === 'another' || more !== undefined) return [];
  if (status < 400 || status >= 500 || !mayBlame(exchange, cause)) return [];
  const { refused, statuses = invalid, words } = outcomes[cause] ?? {};
  const isMeant = refused === undefined ? isValueOf(cause, String(status)) : statuses.includes(status);
  return isMeant ? [seen(exchange, { name: cause, value: refused ?? String(status), words })] : [];
}

/** A token of which nothing is known may itself be what is refused with 401 or 403. */
function mayBlame({ request: { access }, response: { status } }: Exchange, cause: Cause): boolean {
  return access !== 'unknown' || cause === 'missing-token-status' || !unauthorized.includes(status);
}

interface Told {
  readonly name: AssumptionName;
  readonly value: string;
  readonly words: string | undefined;
}

function seen({ operation, response: { status } }: Exchange, { name, value, words = '' }: Told): Seen {
  const outcome = status < 400 ? 'accepted' : 'refused';
  return { name, value, what: `${operation.method.toUpperCase()} ${words} was ${outcome} with ${status}` };
}

/** How errors look. @param isInvalid whether the body was refused, and nothing else */
export function seenInError({ response, operation }: Exchange, isInvalid: boolean): Seen[] {
  if (operation.document !== 'contract' || !errors.has(response.status)) return [];
  const form = formOfError(response);
  const what = `an error of ${operation.method.toUpperCase()} with ${response.status} has this form`;
  const forms: Seen[] = isValueOf('error-body', form) ? [{ name: 'error-body', value: form, what }] : [];
  if (!isInvalid || !['vendor', 'problem'].includes(form)) return forms;
  const list = isRecord(response.json) ? response.json['errors'] : undefined;
  const value = Array.isArray(list) && list.length > 0 ? 'listed' : 'none';
  return [...forms, { name: 'error-details', value, what: `an invalid body was refused with ${response.status}` }];
}

/** Those that a backend itself gives, not something before it. */
const errors: ReadonlySet<number> = new Set([400, 401, 403, 409, 415, 422]);
