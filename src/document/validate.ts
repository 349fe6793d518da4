// Checks values against schemas of the documents: files, states, users, responses. Only requests are checked elsewhere, by
// express-openapi-validator.
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { OpenAPIV3 } from 'openapi-types';
import { expressionOf } from './expression.ts';
import type { OpenApiDocument } from './load.ts';
import { StartError } from './start-error.ts';

/** Says in words what is wrong with a value; undefined when it fits. */
export type Validate = (value: unknown) => string | undefined;

/**
 * The check for one schema of a document's components. It is compiled when it is first used.
 * @throws {StartError} when the document has no such schema.
 */
export function validatorFor(document: OpenApiDocument, name: string): Validate {
  const schema = document.components?.schemas?.[name];
  if (!schema) throw new StartError(`The document "${document.info.title}" has no schema ${name}.`);
  return validatorOf(schema as OpenAPIV3.SchemaObject);
}

/** By their schemas, which are compiled once for all mocks that share their documents. */
const compiled = new WeakMap<OpenAPIV3.SchemaObject, ReturnType<typeof compile>>();

/** The check for a schema. It is compiled when it is first used. */
export function validatorOf(schema: OpenAPIV3.SchemaObject): Validate {
  return (value) => {
    const validate = compiled.get(schema) ?? compile(schema);
    compiled.set(schema, validate);
    if (validate(value)) return undefined;
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`).join('; ');
  };
}

function compile(schema: OpenAPIV3.SchemaObject) {
  // The schema was checked with its document; ajv would first compile the meta-schema, which takes longer than the rest.
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, meta: false, code: { regExp } });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

/** A pattern that JavaScript does not understand takes every text. */
const regExp = Object.assign((pattern: string) => expressionOf(pattern) ?? /(?:)/, { code: 'new RegExp' });
