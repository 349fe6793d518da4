// Whether a response is one that the document describes.
import type { OpenAPIV3 } from 'openapi-types';
import { forResponses } from './direction.ts';
import type { Operation } from './operations.ts';
import { type Validate, validatorOf } from './validate.ts';

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

function checkOf({ content }: OpenAPIV3.ResponseObject, type: string): Validate | undefined {
  const media = content?.[type];
  return media && validatorOf(forResponses((media.schema ?? {}) as OpenAPIV3.SchemaObject));
}
