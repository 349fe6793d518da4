// Checks values against schemas of the documents: files, states, users, responses. Only requests are checked elsewhere, by
// express-openapi-validator.
import { Ajv, type ErrorObject } from 'ajv';
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

/** What does not fit: where, as a JSON pointer, in words, and the rule of the schema. No value is in it. */
export interface Flaw {
  readonly path: string;
  readonly message: string;
  readonly rule: string;
}

/** What is wrong with a value, once for each place; of alternatives, by the one that it is nearest to. */
export function flawsBy(schema: OpenAPIV3.SchemaObject, value: unknown): Flaw[] {
  const validate = compiled.get(schema) ?? compile(schema);
  compiled.set(schema, validate);
  if (validate(value)) return [];
  const flaws = nearest(validate.errors ?? []).map(flawOf);
  return flaws.filter(({ path }, index) => flaws.findIndex((each) => each.path === path) === index);
}

function flawOf({ instancePath: path, message = '', keyword: rule, params }: AjvError): Flaw {
  const { missingProperty: missing } = params as { missingProperty?: string };
  return missing === undefined ? { path, message, rule } : { path: `${path}/${missing}`, message: 'is required', rule };
}

type AjvError = Pick<ErrorObject, 'instancePath' | 'schemaPath' | 'message' | 'keyword' | 'params'>;

/** Of each place with alternatives only the one with the fewest errors. */
function nearest(errors: readonly AjvError[]): readonly AjvError[] {
  const either = errors.find(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  if (!either) return errors;
  const { instancePath, schemaPath } = either;
  const isOf = (error: AjvError): boolean =>
    error.schemaPath.startsWith(`${schemaPath}/`) && `${error.instancePath}/`.startsWith(`${instancePath}/`);
  const branchOf = (error: AjvError): string => error.schemaPath.slice(schemaPath.length + 1).split('/')[0] ?? '';
  const inside = errors.filter(isOf);
  const branches = [...new Set(inside.map(branchOf))].map((branch) =>
    inside.filter((each) => branchOf(each) === branch),
  );
  const [best = []] = branches.toSorted((a, b) => a.length - b.length);
  return nearest([...errors.filter((error) => error !== either && !isOf(error)), ...best]);
}

function compile(schema: OpenAPIV3.SchemaObject) {
  // The schema was checked with its document; ajv would first compile the meta-schema, which takes longer than the rest.
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, meta: false, code: { regExp } });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

/** A pattern that JavaScript does not understand takes every text. */
const regExp = Object.assign((pattern: string) => expressionOf(pattern) ?? /(?:)/, { code: 'new RegExp' });
