// Runs with a document of somebody else: what it states is checked, and nothing that it leaves out fails a right backend.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseAssumptions } from '../../src/assumptions/choose.ts';
import { createPlan } from '../../src/contract/run/plan.ts';
import { kindsOf, sampleOf } from '../../src/contract/model/kinds.ts';
import { loadContract } from '../../src/document/load.ts';
import { listOperations } from '../../src/document/operations.ts';
import { judge, troubles } from '../support/judge.ts';
import { fileWith, type Style, vendorDocument } from '../support/vendor-document.ts';
import { startBackend } from '../targets/backend.ts';
import { instead } from '../targets/mutant.ts';
import type { Quirks, Values } from '../targets/quirks.ts';
import { variants } from '../targets/variants.ts';

type Json = Record<string, unknown>;

const anotherGeneration = variants.find(({ name }) => name === 'vendor-backend-of-another-generation')?.quirks ?? {};

/** The properties of a body, changed. */
const withProperties =
  (change: (properties: Json, kind: string) => Json): NonNullable<Style['body']> =>
  (schema, kind) => ({ ...schema, properties: change(schema['properties'] as Json, kind) });

const without = (properties: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

const styles: Readonly<Record<string, Style>> = {
  'OpenAPI 3.0 without examples, ids or allowed names': {},
  'OpenAPI 3.1': {
    openapi: '3.1.0',
    media: 'application/json',
    body: withProperties((properties) => ({
      ...properties,
      isDefault: { type: ['boolean'] },
      type: { type: ['string'], maxLength: 50 },
      createdBy: { anyOf: [{ type: 'string' }, { type: 'null' }], readOnly: true },
    })),
  },
  'several megabytes': { others: 20_000 },
  'a media type with parameters': { media: 'application/json;charset=UTF-8' },
  'composed schemas': { body: (schema) => ({ allOf: [{ type: 'object' }, schema] }) },
  'paths below that of a server': {
    whole: (document) => ({
      ...document,
      servers: [{ url: 'https://platform.example/api/' }],
      paths: Object.fromEntries(
        Object.entries(document['paths'] as Json).map(([path, item]) => [path.replace('/api', ''), item]),
      ),
    }),
  },
  'audit fields only in the list': {
    body: withProperties((properties) =>
      without(properties, ['creationDate', 'createdBy', 'lastModifiedDate', 'lastModifiedBy']),
    ),
  },
  'enumerated types': {
    body: withProperties((properties, kind) => ({
      ...properties,
      type: { type: 'string', enum: [kind.startsWith('sms') ? 'SMS' : 'Email', 'Voice'] },
    })),
  },
};

describe('A run with a document of somebody else', () => {
  let backend: Awaited<ReturnType<typeof startBackend>>;
  beforeAll(async () => void (backend = await startBackend()));
  afterAll(() => backend.close());

  it.each(Object.entries(styles))('A document with %s fails nothing of a right backend', async (_, style) => {
    const document = await fileWith(vendorDocument(style));
    const { report } = await judge({ url: backend.url, document });
    expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
    expect(report.coverage.checked).toBeGreaterThan(400);
  });

  it('A document of another generation, with 201 beside 204, fails nothing of a backend of that generation', async () => {
    const quirks: Partial<Quirks> = { ...anotherGeneration, finish: (_call, answer) => instead(201)(answer) };
    const other = await startBackend(quirks);
    const id = { type: 'integer', format: 'int32' };
    const statuses = { '201': { description: 'Created' }, '204': { description: 'No content' } };
    const document = await fileWith(vendorDocument({ id, statuses }));
    const { report } = await judge({ url: other.url, document, assume: { 'id-type': 'integer' } });
    const onThePage = await judge({ url: other.url, only: ['put-mail.no-content'] });
    await other.close();
    expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
    expect(report.checks.find(({ id: each }) => each === 'put-mail.no-content')?.statement).toMatch(
      /responds with 201 or 204 and no content/,
    );
    expect(troubles(onThePage.report, ['failed'])).toEqual([expect.stringMatching(/no-content: expected 204 without/)]);
  });
});

/** What a document states beyond the page, with a backend that does so. */
const stated: readonly {
  name: string;
  property: Json;
  field: string;
  fits: (value: unknown) => boolean;
  ids: string[];
}[] = [
  {
    name: 'a form',
    field: 'header',
    property: { type: 'string', pattern: '^[A-Z]{3,11}$', maxLength: 11 },
    fits: (value) => typeof value === 'string' && /^[A-Z]{3,11}$/.test(value),
    ids: ['put-netgsm.header.pattern'],
  },
  {
    name: 'a form without the flag u',
    field: 'header',
    property: { type: 'string', pattern: '^[\\w-.]{3,11}$', maxLength: 11 },
    fits: (value) => typeof value === 'string' && /^[\w.-]{3,11}$/.test(value),
    ids: ['put-netgsm.header.pattern'],
  },
  {
    name: 'a short limit',
    field: 'header',
    property: { type: 'string', maxLength: 11 },
    fits: (value) => String(value).length <= 11,
    ids: ['put-netgsm.header.length-max', 'put-netgsm.header.length-over'],
  },
  {
    name: 'a least length',
    field: 'header',
    property: { type: 'string', minLength: 3 },
    fits: (value) => String(value).length >= 3,
    ids: ['put-netgsm.header.length-under'],
  },
  {
    name: 'an address',
    field: 'username',
    property: { type: 'string', format: 'email' },
    fits: (value) => /^\S+@\S+$/.test(String(value)),
    ids: [],
  },
  {
    name: 'bounds of a number',
    field: 'smtpPort',
    property: { type: 'integer', minimum: 1, maximum: 65_535 },
    fits: (value) => Number(value) >= 1 && Number(value) <= 65_535,
    ids: ['put-mail.smtpPort.minimum', 'put-mail.smtpPort.maximum-beyond'],
  },
];

describe('What a document states beyond the page is checked', () => {
  const runWith = async (quirks: Partial<Quirks>, { field, property }: (typeof stated)[number]) => {
    const backend = await startBackend(quirks);
    const body = withProperties((properties) =>
      field in properties ? { ...properties, [field]: property } : properties,
    );
    const document = await fileWith(vendorDocument({ body }));
    const { report } = await judge({ url: backend.url, document, fuzz: 30 });
    await backend.close();
    return report;
  };
  /** A value that is there has to fit. */
  const strict = (field: string, fits: (value: unknown) => boolean): Partial<Quirks> => ({
    otherFaults: (_call, body: Values) =>
      body[field] === undefined || body[field] === null || fits(body[field]) ? [] : [`${field} does not fit`],
  });

  it.each(stated)('A backend that keeps to $name fails nothing', async (each) => {
    const report = await runWith(strict(each.field, each.fits), each);
    expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
    expect(report.checks.map(({ id }) => id)).toEqual(expect.arrayContaining(each.ids));
  });

  it.each(stated.filter(({ ids }) => ids.length > 0))('A backend that does not keep to $name fails', async (each) => {
    const failed = (await runWith({}, each)).checks.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ id }) => id).filter((id) => each.ids.includes(id)).length).toBeGreaterThan(0);
    expect(
      failed.every(({ id }) => id.includes(`.${each.field}.`) || id.includes('fuzz') || id.includes('faulty')),
    ).toBe(true);
  });
});

it('A pattern of another language leaves out its check, and the report says so', async () => {
  const backend = await startBackend();
  const header = { type: 'string', pattern: '(?i)[a-z]++', example: 'ACME' };
  const body = withProperties((properties) => ('header' in properties ? { ...properties, header } : properties));
  const { report } = await judge({ url: backend.url, document: await fileWith(vendorDocument({ body })) });
  await backend.close();
  expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
  expect(report.checks.find(({ id }) => id === 'put-netgsm.header.pattern')).toMatchObject({
    outcome: 'skipped',
    reason: 'JavaScript does not understand the pattern in the document',
  });
});

describe('Values for bodies', () => {
  it('Values are those of the schema, and type and provider those of the page', async () => {
    const body = withProperties((properties) => ({
      ...properties,
      header: { type: 'string', enum: ['ONE', 'TWO'] },
      bayiCode: { type: 'string', pattern: '^\\d{4}$' },
      username: { type: 'string', example: 'from-the-document' },
    }));
    const documents = await loadContract(await fileWith(vendorDocument({ body })));
    const kind = kindsOf(listOperations(documents)).find(({ name }) => name === 'put-netgsm');
    expect(kind && sampleOf(kind)).toMatchObject({
      type: 'SMS',
      provider: 'Netgsm',
      header: 'ONE',
      bayiCode: expect.stringMatching(/^\d{4}$/) as unknown,
      username: 'from-the-document',
    });
    expect(kind?.fields.filter(({ secret }) => secret).map(({ name }) => name)).toEqual(['password']);
  });

  it('The plan is that of the page for a document that says the same', async () => {
    const idsIn = async (file?: string): Promise<string[]> =>
      createPlan(await loadContract(file), { assumptions: chooseAssumptions(), fuzz: 0 }).checks.map(({ id }) => id);
    expect((await idsIn(await fileWith(vendorDocument()))).toSorted()).toEqual((await idsIn()).toSorted());
  });
});
