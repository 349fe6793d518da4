// The validator's verdict on a JSON body, by its own engine, without its overhead.
import { createRequestAjv } from 'express-openapi-validator/dist/framework/ajv/index.js';
import type { OpenAPIV3 } from 'openapi-types';
import { isRecord } from '../document/json.ts';
import type { Operation } from '../document/operations.ts';
import { once } from '../once.ts';
import type { ReportedViolation } from './violations.ts';

/** The violations of a body, none when it fits; undefined when only the validator can tell. */
export type CheckBody = (body: unknown) => readonly ReportedViolation[] | undefined;

/** What a schema may be made of to be judged here; the validator does more about other keywords. */
const structural = ['type', 'properties', 'required', 'additionalProperties', 'nullable', 'enum', 'items'];
const textual = ['format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'];
const annotations = ['title', 'description', 'example', 'readOnly'];
const plain = new Set([...structural, ...textual, ...annotations]);
const formats = new Set(['date-time', 'int32']);

/** The check of an operation's JSON body, compiled when it is first used; undefined where only the validator can check it. */
export function createBodyCheck({ body: schema, definition }: Operation): CheckBody | undefined {
  if (!schema || !isPlain(schema)) return undefined;
  const readOnly = Object.entries(schema.properties ?? {}).flatMap(([name, each]) =>
    (each as OpenAPIV3.SchemaObject).readOnly ? [name] : [],
  );
  const { required } = definition.requestBody as OpenAPIV3.RequestBodyObject; // of an operation with a body
  const compiled = once(() => compile(withoutRequired(schema, readOnly), required));
  return (body) => {
    if (isRecord(body) && readOnly.some((name) => name in body)) return undefined;
    const validate = compiled();
    return validate({ body }) ? [] : (validate.errors ?? []).map(violationOf);
  };
}

function isPlain(schema: OpenAPIV3.SchemaObject): boolean {
  const { properties = {}, format, type } = schema;
  if (Object.keys(schema).some((name) => !plain.has(name) && !name.startsWith('x-'))) return false;
  if (Object.keys(schema).some((name) => name.startsWith('x-eov-'))) return false;
  if (format !== undefined && !formats.has(format)) return false;
  return (
    (type !== 'array' || isPlain(schema.items as OpenAPIV3.SchemaObject)) &&
    Object.values(properties).every((each) => isPlain(each as OpenAPIV3.SchemaObject))
  );
}

/** The server sets read-only fields, so they are not required in a request. */
function withoutRequired(schema: OpenAPIV3.SchemaObject, readOnly: readonly string[]): OpenAPIV3.SchemaObject {
  const required = schema.required?.filter((name) => !readOnly.includes(name)) ?? [];
  const { required: _, ...rest } = schema;
  return required.length > 0 ? { ...rest, required } : rest;
}

function compile(schema: OpenAPIV3.SchemaObject, isRequired = false) {
  const document = { openapi: '3.0.3', info: { title: '', version: '' }, paths: {} } as never; // the validator's own copy of the type
  const ajv = createRequestAjv(document, {
    strict: false,
    strictNumbers: true,
    strictTuples: true,
    validateSchema: false,
    allErrors: true,
    useDefaults: true,
    validateFormats: true,
    ajvFormats: { mode: 'full' },
    formats: {},
    serDesMap: {},
    logger: false,
  });
  return ajv.compile({ properties: { body: schema }, ...(isRequired && { required: ['body'] }) });
}

type AjvError = NonNullable<ReturnType<typeof compile>['errors']>[number];

/** An error as the validator reports it. */
function violationOf({ keyword, instancePath, params, message = '' }: AjvError): ReportedViolation {
  const { missingProperty, additionalProperty, allowedValues } = params as Record<string, string | undefined> & {
    readonly allowedValues?: readonly unknown[];
  };
  const name = missingProperty ?? additionalProperty;
  return {
    path: name === undefined ? instancePath : name && `${instancePath}/${name}`, // the validator has no place for an empty name
    message: allowedValues ? `${message}: ${allowedValues.join(', ')}` : message,
    errorCode: `${keyword}.openapi.validation`,
  };
}
