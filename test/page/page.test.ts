import { describe, expect, it } from 'vitest';
import type { OpenAPIV3 } from 'openapi-types';
import { assumptionsAt } from '../../src/assumptions/apply.ts';
import { assumptionNames } from '../../src/assumptions/table.ts';
import { loadDocuments } from '../../src/document/load.ts';
import { page, type Row } from './rows.ts';

const { contract } = await loadDocuments();

function operationAt(method: 'put' | 'post' | 'get', path: string): OpenAPIV3.OperationObject {
  const operation = contract.paths[path]?.[method];
  if (!operation) throw new Error(`the document has no ${method} ${path}`);
  return operation;
}

function bodyOf(operation: OpenAPIV3.OperationObject): OpenAPIV3.SchemaObject | undefined {
  const body = operation.requestBody as OpenAPIV3.RequestBodyObject | undefined;
  return body?.content['application/json']?.schema as OpenAPIV3.SchemaObject | undefined;
}

/** A property of the document in the page's words. */
function rowOf(field: string, body: OpenAPIV3.SchemaObject): Row {
  const schema = body.properties?.[field] as OpenAPIV3.SchemaObject;
  return {
    field,
    type: schema.type as Row['type'],
    ...(schema.format && { format: schema.format as NonNullable<Row['format']> }),
    ...(schema.maxLength !== undefined && { max: schema.maxLength }),
    ...(schema.enum && { enum: true as const }),
    ...(schema.readOnly && { readOnly: true as const }),
    ...(body.required?.includes(field) && { required: true as const }),
  };
}

const byField = (a: Row, b: Row): number => (a.field < b.field ? -1 : 1);

describe('The contract says what the page says', () => {
  it('The contract has the six operations of the page and no other', () => {
    const documented = Object.entries(contract.paths).flatMap(([path, item]) =>
      Object.keys(item ?? {}).map((method) => `${method} ${path}`),
    );
    expect(documented.toSorted()).toEqual(page.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it.each(page)('The contract lists exactly the rows of the page at $method $path', ({ method, path, rows }) => {
    const body = bodyOf(operationAt(method, path));
    const documented = body ? Object.keys(body.properties ?? {}).map((field) => rowOf(field, body)) : [];
    expect(documented.toSorted(byField)).toEqual(rows.toSorted(byField));
  });

  it.each(page)(
    'The contract requires the cookie and X-Space at $method $path and nothing else',
    ({ method, path }) => {
      const { security = contract.security, parameters = [] } = operationAt(method, path);
      expect(security).toEqual([{ accessToken: [] }]);
      expect(contract.components?.securitySchemes?.['accessToken']).toMatchObject({
        type: 'apiKey',
        in: 'cookie',
        name: 'ins_access_token',
      });
      expect(parameters).toHaveLength(1);
      expect(parameters[0]).toMatchObject({ name: 'X-Space', in: 'header', required: true });
    },
  );

  it.each(page)('The contract has only $status as a success at $method $path', ({ method, path, status }) => {
    const { responses } = operationAt(method, path);
    expect(Object.keys(responses).filter((key) => key.startsWith('2'))).toEqual([status]);
    const success = responses[status] as OpenAPIV3.ResponseObject;
    expect(Object.keys(success.content ?? {})).toEqual(status === '204' ? [] : ['application/json']);
  });
});

describe('What is not from the page is marked as an assumption', () => {
  const rules = ['minLength', 'maxLength', 'pattern', 'enum', 'minimum', 'maximum', 'nullable', 'default'];

  it.each(page)(
    'What is not from the page is marked as an assumption in the body of $method $path',
    ({ method, path, rows }) => {
      const body = bodyOf(operationAt(method, path));
      for (const [field, schema] of Object.entries(body?.properties ?? {})) {
        const row = rows.find((each) => each.field === field);
        const fromPage = row?.max === undefined ? [] : ['maxLength'];
        const added = rules.filter((rule) => rule in schema && !fromPage.includes(rule));
        if (added.length > 0) expect(assumptionsAt(schema), `${field}: ${added.join()}`).not.toEqual([]);
      }
    },
  );

  it.each(page)(
    'What is not from the page is marked as an assumption in the parameters and answers of $method $path',
    ({ method, path, status }) => {
      const { parameters = [], responses } = operationAt(method, path);
      for (const parameter of parameters as OpenAPIV3.ParameterObject[]) {
        const added = rules.filter((rule) => rule in (parameter.schema ?? {}));
        if (added.length > 0) expect(assumptionsAt(parameter.schema ?? {})).not.toEqual([]);
      }
      for (const [key, response] of Object.entries(responses)) {
        if (key === status && status === '204') continue;
        expect(assumptionsAt(response), key).not.toEqual([]);
      }
    },
  );

  it('What is not from the page is marked as an assumption by names that the table of assumptions has', () => {
    const named = new Set<string>();
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const name of assumptionsAt(node)) named.add(name);
      for (const child of Object.values(node)) visit(child);
    };
    visit(contract);
    expect([...named].filter((name) => !assumptionNames.some((each) => each === name))).toEqual([]);
    expect(named.size).toBeGreaterThan(15);
  });
});
