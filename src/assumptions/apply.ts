// The documents under the assumptions in force. Here the validator learns what it needs to know of an assumption,
// from the document. The behaviours decide what a document cannot say.
import { isDeepStrictEqual } from 'node:util';
import type { OpenAPIV3 } from 'openapi-types';
import type { Documents, OpenApiDocument } from '../document/load.ts';
import { listOperations, type Operation } from '../document/operations.ts';
import { type AssumptionName, type Assumptions, table } from './table.ts';

type Schema = OpenAPIV3.SchemaObject;
type Responses = Record<string, OpenAPIV3.ResponseObject>;

/** A copy of the documents, adapted to the assumptions. */
export function applyAssumptions(documents: Documents, assumptions: Assumptions): Documents {
  const applied: Documents = {
    contract: structuredClone(documents.contract),
    session: structuredClone(documents.session),
    control: structuredClone(documents.control),
  };
  for (const operation of listOperations(applied)) {
    applyToResponses(operation, operation.document === 'control' ? inJson(assumptions) : assumptions);
    if (operation.document === 'contract') applyToContract(operation, assumptions);
    if (operation.id === 'refresh') applyToRefresh(operation, assumptions);
  }
  for (const document of Object.values(applied) as OpenApiDocument[]) delete document.components?.responses;
  takeReadOnly(applied.control);
  if (assumptions['space-name'] === 'any') allowAnySpaceName(applied);
  return applied;
}

function allowAnySpaceName(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('maxLength' in node && assumptionsAt(node).includes('space-name'))
    for (const rule of ['maxLength', 'pattern']) Reflect.deleteProperty(node, rule);
  for (const child of Object.values(node)) allowAnySpaceName(child);
}

/** A whole state contains fields that a PUT may not send. */
function takeReadOnly(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('readOnly' in node) delete node.readOnly;
  for (const child of Object.values(node)) takeReadOnly(child);
}

/** The names in a node's `x-assumption`. */
export function assumptionsAt(node: object): AssumptionName[] {
  const named = (node as Record<string, unknown>)['x-assumption'] ?? [];
  return [named].flat() as AssumptionName[];
}

function applyToResponses({ definition }: Operation, assumptions: Assumptions): void {
  const applied: Responses = {};
  for (const [key, response] of Object.entries(definition.responses as Responses)) {
    for (const status of statusesOf(key, { response, assumptions })) {
      const there = applied[status];
      applied[status] = there
        ? { ...there, description: `${there.description} ${response.description}` }
        : withErrorBody({ ...response }, assumptions);
    }
  }
  definition.responses = applied;
}

interface Answer {
  readonly response: OpenAPIV3.ResponseObject;
  readonly assumptions: Assumptions;
}

/** The statuses of a response: its own, or the one that an assumption sets. */
function statusesOf(key: string, { response, assumptions }: Answer): string[] {
  const decides = assumptionsAt(response).find((name) => table[name].values.every((value) => /^\d+$/.test(value)));
  if (key === 'default' || !decides) return [key];
  const status = assumptions[decides];
  if (status.startsWith('2')) return [];
  // An invalid header gets 400, independent of the status of an invalid body.
  return decides === 'invalid-body-status' ? [...new Set([key, status])] : [status];
}

/** The control API has no errors in other forms. */
const inJson = (assumptions: Assumptions): Assumptions =>
  assumptions['error-body'] === 'problem' ? assumptions : { ...assumptions, 'error-body': 'vendor' };

/** What Spring Boot writes by default. */
const spring: Schema = {
  type: 'object',
  required: ['timestamp', 'status', 'error', 'path'],
  properties: {
    timestamp: { type: 'string', format: 'date-time' },
    status: { type: 'integer' },
    error: { type: 'string' },
    path: { type: 'string' },
  },
};

/** The media type of each form, which is empty where there is no body. */
const errorTypes: Readonly<Record<Assumptions['error-body'], string>> = {
  vendor: 'application/json',
  problem: 'application/problem+json',
  spring: 'application/json',
  html: 'text/html',
  text: 'text/plain',
  none: '',
};

function withErrorBody(response: OpenAPIV3.ResponseObject, assumptions: Assumptions): OpenAPIV3.ResponseObject {
  const { content, ...rest } = response;
  if (!content || !('application/problem+json' in content)) return response;
  const type = errorTypes[assumptions['error-body']];
  if (type === '') return rest;
  const schema = assumptions['error-body'] === 'spring' ? spring : undefined;
  return { ...rest, content: { [type]: (schema ? { schema } : content[type]) ?? { schema: { type: 'string' } } } };
}

/** A token in the body is looked at by the behaviour, which knows where else it may be. */
function applyToRefresh({ definition }: Operation, assumptions: Assumptions): void {
  if (assumptions['token-place'] === 'cookies') delete definition.requestBody;
  else definition.security = [];
}

function applyToContract(operation: Operation, assumptions: Assumptions): void {
  const { definition, body } = operation;
  if (assumptions['unknown-query'] === 'ignore')
    Object.assign(definition, { 'x-eov-allow-unknown-query-parameters': true });
  for (const parameter of (definition.parameters ?? []) as OpenAPIV3.ParameterObject[])
    applyToSpaceHeader(parameter, { definition, assumptions });
  const applied = body && applyToBody(structuredClone(body), assumptions);
  if (applied && !isDeepStrictEqual(applied, body)) setBody(definition, applied);
  if (operation.id === 'getSettings') applyToSettings(definition.responses as Responses, assumptions);
}

interface Applied {
  readonly definition: OpenAPIV3.OperationObject;
  readonly assumptions: Assumptions;
}

/** Whether the header is required, and with which statuses a request that names no space is refused. */
function applyToSpaceHeader(parameter: OpenAPIV3.ParameterObject, { definition, assumptions }: Applied): void {
  if (!assumptionsAt(parameter).includes('missing-space')) return;
  parameter.required = assumptions['missing-space'] !== 'default';
  const responses = definition.responses as Responses;
  const like = responses[assumptions['missing-token-status']];
  for (const [name, words] of [
    ['missing-space', 'missing'],
    ['empty-space', 'empty'],
  ] as const) {
    const status = assumptions[name];
    const unlisted = status === '401' || status === '403' ? !responses[status] : false;
    if (unlisted && like) responses[status] = { ...like, description: `The X-Space header is ${words}.` };
  }
}

function setBody(definition: OpenAPIV3.OperationObject, schema: Schema): void {
  const { content } = definition.requestBody as OpenAPIV3.RequestBodyObject;
  definition.requestBody = {
    ...(definition.requestBody as OpenAPIV3.RequestBodyObject),
    content: { 'application/json': { ...content['application/json'], schema } },
  };
}

function applyToBody(schema: Schema, assumptions: Assumptions): Schema {
  applyToFields(schema, assumptions);
  if (assumptions['unknown-fields'] === 'refuse') schema.additionalProperties = false;
  if (assumptions['null-for-optional'] === 'as-absent') allowNull(schema);
  return schema;
}

function applyToFields(schema: Schema, assumptions: Assumptions): void {
  const { id, transportStrategy } = (schema.properties ?? {}) as Record<string, Schema | undefined>;
  if (id && assumptions['id-type'] === 'integer') Object.assign(id, { type: 'integer', format: 'int32' });
  if (transportStrategy && assumptions['transport-strategy'] === 'any') delete transportStrategy.enum;
}

function allowNull({ properties = {}, required = [] }: Schema): void {
  for (const [name, property] of Object.entries(properties) as [string, Schema][]) {
    if (required.includes(name)) continue;
    property.nullable = true;
    if (property.enum) property.enum = [...property.enum, null];
  }
}

function applyToSettings(responses: Responses, assumptions: Assumptions): void {
  const content = responses['200']?.content?.['application/json'];
  if (!content?.schema) return;
  const schema = structuredClone(content.schema) as OpenAPIV3.ArraySchemaObject;
  for (const kind of ((schema.items as Schema).anyOf ?? [schema.items]) as Schema[]) {
    applyToFields(kind, assumptions);
    if (assumptions['absent-fields'] === 'null') allowNull(kind);
  }
  const wrapped: Schema = { type: 'object', required: ['content'], properties: { content: schema } };
  if (assumptions['settings-shape'] === 'array' && isDeepStrictEqual(schema, content.schema)) return;
  // The examples have the page's form, so they are dropped when an assumption changes the form.
  Object.assign(content, { schema: assumptions['settings-shape'] === 'content' ? wrapped : schema });
  if (assumptions['settings-shape'] === 'content' || assumptions['id-type'] === 'integer') delete content.examples;
}
