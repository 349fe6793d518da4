// Documents of somebody else: which are read, and what is said of those that are not.
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadContract } from '../../src/document/load.ts';
import { valuesFor } from '../../src/document/adopt/values.ts';
import { fieldsOf } from '../../src/document/fields.ts';
import { getOperation, listOperations, successesOf } from '../../src/document/operations.ts';
import { fileWith, vendorDocument } from '../support/vendor-document.ts';

type Json = Record<string, unknown>;

const twilio = '/api/otp/settings/sms/twilio';

/** The document with the PUT of Twilio changed. */
const withPut = (change: (put: Json) => Json): Json =>
  vendorDocument({
    others: 1,
    whole: (document) => {
      const paths = document['paths'] as Record<string, Json>;
      return { ...document, paths: { ...paths, [twilio]: { put: change(paths[twilio]?.['put'] as Json) } } };
    },
  });

const withContent = (content: unknown): Json => withPut((put) => ({ ...put, requestBody: { content } }));

const withSchema = (schema: unknown): Json => withContent({ 'application/json': { schema } });

const withField = (field: unknown, required: string[] = []): Json =>
  withSchema({ type: 'object', required, properties: { header: field } });

const body = '#/paths/~1api~1otp~1settings~1sms~1twilio/put/requestBody';
const schema = `${body}/content/application~1json/schema`;

const unusable: readonly [string, unknown, string][] = [
  ['has no object', '- 1', 'is not an OpenAPI document: it must be an object'],
  ['is broken', '{"a": [', 'is not valid YAML'],
  ['is of Swagger 2', { swagger: '2.0' }, 'is of Swagger "2.0". Convert it to OpenAPI 3.0 or 3.1, at #/swagger'],
  ['is of no version', { paths: {} }, 'says openapi: undefined, but expected is "3.0.x" or "3.1.x", at #/openapi'],
  ['is of a later version', { openapi: '4.0.0' }, 'says openapi: "4.0.0"'],
  ['has no operations', { openapi: '3.0.1', paths: {} }, 'has no PUT /api/otp/settings/sms/twilio, no PUT '],
  [
    'has no body',
    withPut((put) => ({ responses: put['responses'] })),
    'has no requestBody for PUT /api/otp/settings/sms/twilio',
  ],
  ['has no JSON', withContent({ 'application/xml': {} }), `has no JSON body for PUT ${twilio}, at ${body}/content`],
  [
    'has a list as a body',
    withSchema({ type: 'array', items: {} }),
    `that is not an object with properties, at ${schema}`,
  ],
  ['has alternatives as a body', withSchema({ oneOf: [{ type: 'object' }, { type: 'object' }] }), `at ${schema}`],
  ['has a schema that is none', withSchema('text'), `has no schema where one is expected, at ${schema}`],
  ['refers to nothing', withSchema({ $ref: '#/components/schemas/Nothing' }), `which leads nowhere, at ${schema}/$ref`],
  ['refers to a file', withSchema({ $ref: 'common.yaml#/Setting' }), `only references within the document`],
  ['refers to a number', withSchema({ $ref: 5 }), 'has the reference 5'],
  ['refers to itself', withSchema({ $ref: schema }), 'has a reference that leads back to itself'],
  ['has an unknown type', withField({ type: 'text' }), `has "text" for type, but expected is a type of JSON Schema`],
  ['has a negative length', withField({ maxLength: -1 }), `at ${schema}/properties/header/maxLength`],
  ['has a bound that is a text', withField({ minimum: '1' }), 'has "1" for minimum, but expected is a number'],
  ['has a pattern that is no text', withField({ pattern: 5 }), 'has 5 for pattern, but expected is a text'],
  [
    'has a pattern of another language and no example',
    withField({ type: 'string', pattern: '(?i)a++' }, ['header']),
    'allows no value for header that can be made up. Add an example',
  ],
  ['has an empty enum', withField({ enum: [] }), 'has [] for enum, but expected is a list with values'],
  ['lists no names as required', withSchema({ properties: {}, required: [1] }), `at ${schema}/required`],
  ['has properties that are a list', withSchema({ properties: [] }), `at ${schema}/properties`],
  ['has parts that are none', withSchema({ allOf: {} }), `at ${schema}/allOf`],
  [
    'allows no value',
    withField({ type: 'string', pattern: '^(?=a)b$' }, ['header']),
    'allows no value for header that can be made up. Add an example',
  ],
  ['is nested too deep', withSchema(deep(100)), 'is nested more than 64 levels deep'],
];

function deep(levels: number): Json {
  return levels === 0 ? {} : { type: 'object', properties: { a: deep(levels - 1) } };
}

describe('A document of somebody else that cannot be used', () => {
  it.each(unusable)('A document that %s is refused with its file and the place', async (_, document, message) => {
    const file = await fileWith(document);
    await expect(loadContract(file)).rejects.toThrow(`The document ${file} `);
    await expect(loadContract(file)).rejects.toThrow(message);
    await expect(loadContract(file)).rejects.toHaveProperty('name', 'StartError');
  });

  it('Every operation that is missing is named', async () => {
    const document = vendorDocument({
      whole: (all) => ({ ...all, paths: { '/api/otp/settings': (all['paths'] as Json)['/api/otp/settings'] } }),
    });
    await expect(loadContract(await fileWith(document))).rejects.toThrow(
      /has no PUT \S+twilio, no PUT \S+netgsm, no PUT \S+dataport, no PUT \S+default, no POST \S+test\. Operations are looked up/,
    );
  });
});

describe('A document of somebody else', () => {
  const twilioOf = async (document: unknown, name?: string) =>
    getOperation(listOperations(await loadContract(await fileWith(document, name))), 'putTwilioSetting');

  it('A document is read as YAML, too, and with a byte order mark', async () => {
    const fields = fieldsOf(await twilioOf(vendorDocument()));
    expect(fieldsOf(await twilioOf(stringify(vendorDocument()), 'platform.yaml'))).toEqual(fields);
    expect(fieldsOf(await twilioOf(`\uFEFF${JSON.stringify(vendorDocument())}`))).toEqual(fields);
  });

  it('The repository’s own document says the same as none', async () => {
    const own = new URL('../../openapi/otp-settings.yaml', import.meta.url).pathname;
    const operationsOf = async (file?: string) =>
      listOperations(await loadContract(file))
        .filter(({ document }) => document === 'contract')
        .map((operation) => [operation.id, fieldsOf(operation), successesOf(operation)]);
    const [read, ours] = [await operationsOf(own), await operationsOf()];
    expect(read).toEqual(ours);
  });

  it('Keywords of OpenAPI 3.1 are read', async () => {
    const operation = await twilioOf(
      withSchema({
        $defs: { Short: { type: ['string', 'null'], maxLength: 5 } },
        type: 'object',
        properties: {
          either: { type: ['string', 'integer'] },
          const: { const: 'SMS' },
          short: { $ref: `${schema}/$defs/Short`, minLength: 2 },
          above: { type: 'integer', exclusiveMinimum: 5 },
          below: { type: 'integer', maximum: 9, exclusiveMaximum: true },
          nullable: { oneOf: [{ type: 'null' }, { type: 'string', maxLength: 7 }] },
          example: { type: 'string', examples: ['first', 'second'] },
        },
      }),
    );
    expect(operation.body?.properties).toMatchObject({
      either: {},
      const: { enum: ['SMS'] },
      short: { type: 'string', nullable: true, maxLength: 5, minLength: 2 },
      above: { type: 'integer', minimum: 6 },
      below: { type: 'integer', maximum: 8 },
      nullable: { type: 'string', nullable: true, maxLength: 7 },
      example: { example: 'first' },
    });
  });

  it('A schema that contains itself allows anything inside', async () => {
    const document = withSchema({ type: 'object', properties: { parent: { $ref: schema }, name: { type: 'string' } } });
    expect((await twilioOf(document)).body?.properties).toMatchObject({ parent: {}, name: { type: 'string' } });
  });

  it('A wide net of references is read once', { timeout: 5_000 }, async () => {
    const layers = Array.from({ length: 20 }, (_, layer) => {
      const names = Array.from({ length: 10 }, (__, index) => `p${index}`);
      const next = { $ref: `#/components/schemas/L${layer + 1}` };
      return [`L${layer}`, { type: 'object', properties: Object.fromEntries(names.map((name) => [name, next])) }];
    });
    const document = withSchema({ type: 'object', properties: { net: { $ref: '#/components/schemas/L0' } } });
    const components = document['components'] as { schemas: Json };
    Object.assign(components.schemas, Object.fromEntries(layers), { L20: { type: 'string' } });
    await twilioOf(document);
  });
});

describe('Values that fit a schema', () => {
  it.each([
    [{ type: 'string' }, ['example name', 'other name']],
    [{ type: 'string', maxLength: 5 }, ['examp', 'other']],
    [{ type: 'string', minLength: 14 }, ['example namexx', 'other namexxxx']],
    [{ type: 'string', format: 'email' }, ['otp@acme.example', 'other@acme.example']],
    [{ type: 'integer', minimum: 5, maximum: 6 }, [5, 6]],
    [{ type: 'integer', maximum: -3 }, [-3]],
    [{ type: 'integer', minimum: 6 }, [6, 7]],
    [{ type: 'number', multipleOf: 0.5, minimum: 0.7 }, [1, 1.5, 2]],
    [{ type: 'boolean' }, [false, true]],
    [{ type: 'string', enum: ['A', 'B'] }, ['A', 'B']],
    [{ type: 'array', items: { type: 'integer' } }, [[1], [1, 2], []]],
    [{ type: 'object', properties: { a: { type: 'integer' } } }, [{ a: 1 }]],
    [{ type: 'string', example: 'stated' }, ['stated', 'example name']],
    [{ type: 'string', maxLength: 3, example: 'too long' }, ['exa']],
  ] as const)('For %j there are %j', (each, values) => {
    const found = valuesFor({ name: 'name', schema: each as never });
    expect(found.slice(0, values.length)).toEqual(values);
  });

  it('A pattern is followed, and what cannot be is left out', () => {
    const matching = valuesFor({ name: 'name', schema: { type: 'string', pattern: '^AC[0-9a-f]{32}$' } });
    expect(matching.length).toBeGreaterThan(1);
    expect(matching.every((value) => /^AC[0-9a-f]{32}$/.test(String(value)))).toBe(true);
    expect(valuesFor({ name: 'name', schema: { type: 'string', pattern: '^(?=a)b$' } })).toEqual([]);
  });

  it.each(['^[\\w-.]+$', '^a\\-b$', '^\\_{1}$', '^{a}$'])(
    'A pattern that needs no flag u is followed (%s)',
    (pattern) => {
      const values = valuesFor({ name: 'name', schema: { type: 'string', pattern } });
      expect(values.length).toBeGreaterThan(0);
      expect(values.every((value) => new RegExp(pattern).test(String(value)))).toBe(true);
    },
  );

  it('With a pattern of another language the example is taken', () => {
    expect(valuesFor({ name: 'name', schema: { type: 'string', pattern: '(?i)a++', example: 'AA' } })).toEqual(['AA']);
  });
});
