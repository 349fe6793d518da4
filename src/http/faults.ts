// The validator's faults in words for a person: where, what was expected, what came. Secrets are counted, never quoted.
import type { Request } from 'express';
import { isRecord } from '../document/json.ts';
import type { Operation } from '../document/operations.ts';
import type { Fault } from '../document/schemas.ts';

/** A fault as express-openapi-validator reports it. */
export interface ValidatorFault {
  readonly path: string;
  readonly message: string;
  readonly errorCode?: string;
}

const none: ReadonlySet<string> = new Set();

/** One fault for each place and rule. */
export function describeFaults(
  faults: readonly ValidatorFault[],
  request: Request,
  operation: Operation | undefined,
): Fault[] {
  const described = withAlternatives(faults.map((fault) => describe(fault, request, operation?.secrets ?? none)));
  return [...new Map(described.map((fault) => [`${fault.rule} ${fault.path}`, fault])).values()];
}

/** Where one of several fields is required, the validator reports each of them, and that none of the schemas fits. */
function withAlternatives(faults: readonly Fault[]): Fault[] {
  return faults.reduce<Fault[]>(
    (left, { path, rule }) => {
      const names = left.filter((each) => each.rule === 'required' && parentOf(each.path) === path).map(nameOf);
      if (rule !== 'anyOf' || names.length < 2) return left;
      const others = left.filter(
        (each) => each.path !== path && !(each.rule === 'required' && parentOf(each.path) === path),
      );
      return [...others, { path, message: `needs at least one of ${names.join(', ')}`, rule }];
    },
    [...faults],
  );
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const nameOf = ({ path }: Fault): string => path.slice(path.lastIndexOf('/') + 1);

function describe({ path, message, errorCode }: ValidatorFault, request: Request, secrets: ReadonlySet<string>): Fault {
  const rule = errorCode?.replace('.openapi.validation', '') ?? 'unknown-parameter';
  return { path, message: sentence(rule, message, () => cameAt(path, request, secrets)), rule };
}

function sentence(rule: string, message: string, came: () => Came): string {
  const limit = /\d+/.exec(message)?.[0];
  switch (rule) {
    case 'required':
      return 'is required';
    case 'maxLength':
      return `must have at most ${limit} characters (came: ${came().length})`;
    case 'minLength':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} characters (came: ${came().length})`;
    case 'additionalProperties':
      return 'is not a known field';
    case 'unknown-parameter':
      return message.startsWith('Empty') ? 'must not be empty' : 'is not a known parameter';
    case 'readOnly':
      return 'is read-only and cannot be sent';
    case 'pattern':
      return 'must not have control characters';
    case 'enum':
      return `${message.replace('equal to one of the allowed values:', 'one of')} (came: ${came().text})`;
    default:
      return `${message} (came: ${came().text})`;
  }
}

interface Came {
  /** In characters, for a text. */
  readonly length: number;
  readonly text: string;
}

function cameAt(path: string, request: Request, secrets: ReadonlySet<string>): Came {
  const [, place, ...names] = path.split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  const source: Record<string, unknown> = {
    body: request.body as unknown,
    headers: request.headers,
    query: request.query,
    params: request.params,
  };
  const value = names.reduce<unknown>(memberOf, source[place ?? '']);
  const length = typeof value === 'string' ? Array.from(value).length : 0;
  const secret = names.some((name) => secrets.has(name) || /password|token|secret/i.test(name));
  return { length, text: secret ? kindOf(value) : quote(value) };
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)] as unknown;
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}

/** Texts, numbers and the like as they came, if they are short; of all else only what kind it is. */
function quote(value: unknown): string {
  if (typeof value === 'object' || value === undefined) return kindOf(value);
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : kindOf(value);
}
