// Describes violations: where, what was expected, what was received. Of secrets only the length is shown.
import type { Request } from 'express';
import { isRecord } from '../document/json.ts';
import type { Operation } from '../document/operations.ts';
import { isSecretName } from '../document/secret.ts';
import type { Violation } from '../document/schemas.ts';

/** A violation as express-openapi-validator reports it. */
export interface ReportedViolation {
  readonly path: string;
  readonly message: string;
  readonly errorCode?: string;
}

const none: ReadonlySet<string> = new Set();

/** How many violations are described; no body that somebody writes has more. */
export const mostDescribed = 100;

/** The longest path of a violation, in characters. */
const longestPath = 500;

/** One violation for each place and rule, of the first ones. */
export function describeViolations(
  violations: readonly ReportedViolation[],
  request: Request,
  operation: Operation | undefined,
): Violation[] {
  const described = withAlternatives(
    violations.slice(0, mostDescribed).map((violation) => describeOne(violation, request, operation?.secrets ?? none)),
  );
  return [...new Map(described.map((violation) => [`${violation.rule} ${violation.path}`, violation])).values()];
}

/** Where one of several fields is required, the validator reports each of them, and that none of the schemas fits. */
function withAlternatives(violations: readonly Violation[]): Violation[] {
  return violations.reduce<Violation[]>(
    (left, { path, rule }) => {
      const names = left.filter((each) => each.rule === 'required' && parentOf(each.path) === path).map(nameOf);
      if (rule !== 'anyOf' || names.length < 2) return left;
      const others = left.filter(
        (each) => each.path !== path && !(each.rule === 'required' && parentOf(each.path) === path),
      );
      return [...others, { path, message: `must have at least one of ${names.join(', ')}`, rule }];
    },
    [...violations],
  );
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const nameOf = ({ path }: Violation): string => path.slice(path.lastIndexOf('/') + 1);

function describeOne(
  { path, message, errorCode }: ReportedViolation,
  request: Request,
  secrets: ReadonlySet<string>,
): Violation {
  const rule = errorCode?.replace('.openapi.validation', '') ?? 'unknown-parameter';
  const shown = path.length > longestPath ? `${path.slice(0, longestPath)}…` : path;
  return { path: shown, message: sentence(rule, message, () => actualAt(path, request, secrets)), rule };
}

function sentence(rule: string, message: string, actual: () => Actual): string {
  const limit = /\d+/.exec(message)?.[0];
  switch (rule) {
    case 'required':
      return 'is required';
    case 'type':
      return `${withArticle(message)} (received ${actual().text})`;
    case 'maxLength':
      return `must have at most ${limit} characters (received ${actual().length})`;
    case 'minLength':
      return limit === '1'
        ? 'must not be empty'
        : `must have at least ${limit} characters (received ${actual().length})`;
    case 'additionalProperties':
      return 'is not a known field';
    case 'unknown-parameter':
      return message.startsWith('Empty') ? 'must not be empty' : 'is not a known parameter';
    case 'readOnly':
      return 'is read-only and cannot be sent';
    case 'pattern':
      return 'must not contain control characters';
    case 'enum':
      // null, where it is allowed, is listed as an empty text
      return `${message.replace('equal to one of the allowed values:', 'one of').replace(/, $/, '')} (received ${actual().text})`;
    default:
      return `${message} (received ${actual().text})`;
  }
}

/** From `must be integer` to `must be an integer`. */
const withArticle = (message: string): string =>
  message
    .replace(/^must be (array|integer|object)$/, 'must be an $1')
    .replace(/^must be (boolean|number|string)$/, 'must be a $1');

interface Actual {
  /** In characters, for a text. */
  readonly length: number;
  readonly text: string;
}

function actualAt(path: string, request: Request, secrets: ReadonlySet<string>): Actual {
  const [, place, ...names] = path.split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  const source: Record<string, unknown> = {
    body: request.body as unknown,
    headers: request.headers,
    query: request.query,
    params: request.params,
  };
  const value = names.reduce<unknown>(memberOf, source[place ?? '']);
  const length = typeof value === 'string' ? Array.from(value).length : 0;
  const secret = names.some((name) => secrets.has(name) || isSecretName(name));
  return { length, text: secret ? kindOf(value) : inWords(value) };
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)] as unknown;
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}

/** Short texts, numbers and the like as received; of everything else only its kind. */
function inWords(value: unknown): string {
  if (typeof value === 'object' || value === undefined) return kindOf(value);
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : kindOf(value);
}
