// Whether a response is one that the document describes.
import type { OpenAPIV3 } from 'openapi-types';
import { forResponses } from './direction.ts';
import type { Operation } from './operations.ts';
import { type Flaw, flawsBy, type Validate, validatorOf } from './validate.ts';

export interface Checked {
  readonly status: number;
  /** The media type. */
  readonly type: string;
  readonly body: unknown;
}

/** What is wrong with a response, in words; undefined when it fits. Of responses with 500 and more nothing is asked. */
export type CheckResponse = (response: Checked) => string | undefined;

/** The check of an operation's responses. Each schema is compiled when it is first used. */
export function checkOfResponses({ definition: { responses } }: Operation): CheckResponse {
  const checks = new Map<string, Validate | undefined>();
  return ({ status, type, body }) => {
    if (status >= 500) return undefined;
    const described = (responses[status] ?? responses['default']) as OpenAPIV3.ResponseObject | undefined; // resolved when it was loaded
    if (!described) return `no response with the status ${status} is described`;
    const key = `${status} ${type}`;
    if (!checks.has(key)) checks.set(key, checkOf(described, type));
    const check = checks.get(key);
    return check ? check(body) : `its response with the status ${status} is not described as ${type}`;
  };
}

/** All that is wrong with a response of a server that is not ours. */
export type FlawsOfResponse = (response: Checked) => Flaw[];

/** What is wrong with successes. Of errors nothing is asked, because the page does not name them. */
export function flawsOfResponses({ definition: { responses } }: Operation): FlawsOfResponse {
  const schemas = new Map<string, OpenAPIV3.SchemaObject>();
  const schemaOf = (key: string, schema: OpenAPIV3.SchemaObject = {}): OpenAPIV3.SchemaObject => {
    const known = schemas.get(key) ?? forResponses(schema);
    schemas.set(key, known);
    return known;
  };
  return ({ status, type, body }) => {
    if (status >= 400) return [];
    const described = responses[status] as OpenAPIV3.ResponseObject | undefined; // resolved when it was loaded
    const types = Object.keys(described?.content ?? {});
    if (!described) return [flawOfStatus(status, responses)];
    if (body === undefined)
      return types.length === 0 ? [] : [{ path: '/body', message: `must be ${types.join(' or ')}`, rule: 'required' }];
    const media = described.content?.[type];
    if (!media) return [{ path: '/headers/content-type', message: messageOfType(types), rule: 'type' }];
    const flaws = flawsBy(schemaOf(`${status} ${type}`, media.schema as OpenAPIV3.SchemaObject | undefined), body);
    return flaws.map((flaw) => ({ ...flaw, path: `/body${flaw.path}` }));
  };
}

function flawOfStatus(status: number, responses: OpenAPIV3.ResponsesObject): Flaw {
  const known = Object.keys(responses).filter((each) => each.startsWith('2'));
  return { path: '/status', message: `${status} is not described; ${known.join(' and ')} is`, rule: 'status' };
}

const messageOfType = (types: readonly string[]): string =>
  types.length === 0 ? 'must be missing, because no body is described' : `must be ${types.join(' or ')}`;

function checkOf({ content }: OpenAPIV3.ResponseObject, type: string): Validate | undefined {
  const media = content?.[type];
  return media && validatorOf(forResponses((media.schema ?? {}) as OpenAPIV3.SchemaObject));
}
