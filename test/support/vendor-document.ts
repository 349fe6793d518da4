// Documents of the kind that platforms publish: one large file, generated from code, with much that has nothing to do with
// the six operations.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Json = Record<string, unknown>;

const text = (maxLength?: number): Json => ({ type: 'string', ...(maxLength !== undefined && { maxLength }) });

const common: Json = { isDefault: { type: 'boolean' }, type: text(50), provider: text(50) };

const audit: Json = {
  creationDate: { type: 'string', format: 'date-time', readOnly: true },
  createdBy: { type: 'string', readOnly: true },
  lastModifiedDate: { type: 'string', format: 'date-time', readOnly: true },
  lastModifiedBy: { type: 'string', readOnly: true },
};

/** The fields that only one kind has, by the last part of its path. */
const own: Readonly<Record<string, Json>> = {
  'sms/twilio': { accountSid: text(), authToken: text(), twilioNumber: text() },
  'sms/netgsm': { username: text(), bayiCode: text(), password: text(), header: text() },
  'sms/dataport': {
    originator: text(),
    shortNumber: text(),
    operator: text(),
    username: text(),
    accountNumber: text(),
    password: text(),
  },
  'mail/default': {
    username: text(50),
    password: text(60),
    smtpHost: text(50),
    transportStrategy: { type: 'string', enum: ['SMTP', 'SMTPS', 'SMTP_TLS'] },
    smtpPort: { type: 'integer', format: 'int32' },
  },
};

/** What one document has otherwise than the plain one. */
export interface Style {
  readonly openapi?: '3.0.1' | '3.1.0';
  /** The media type of bodies and of the list. */
  readonly media?: string;
  readonly id?: Json;
  /** Changes the schema of a body. */
  readonly body?: (schema: Json, kind: string) => Json;
  readonly statuses?: Json;
  /** How many other operations there are. */
  readonly others?: number;
  /** Changes the whole document. */
  readonly whole?: (document: Json) => Json;
}

const nameOf = (kind: string): string => `Setting«${kind.replace('/', ',')}»`;

/** No operationIds, no examples, no component for errors, names that OpenAPI does not allow, schemas that contain themselves. */
export function vendorDocument({ openapi = '3.0.1', media = '*/*', id = text(), ...style }: Style = {}): Json {
  const { body = (schema) => schema, statuses = { '204': { description: 'No content' } }, others = 20 } = style;
  const schemas = Object.entries(own).map(([kind, fields]) => {
    const properties = { id, ...common, ...audit, ...fields };
    return [nameOf(kind), body({ type: 'object', required: ['isDefault', 'type', 'provider'], properties }, kind)];
  });
  const space = { name: 'X-Space', in: 'header', required: false, schema: text() };
  const reference = (name: string): Json => ({ $ref: `#/components/schemas/${encodeURIComponent(name)}` });
  const puts = Object.keys(own).map((kind) => [
    `/api/otp/settings/${kind}`,
    {
      put: {
        parameters: [space],
        requestBody: { content: { [media]: { schema: reference(nameOf(kind)) } } },
        responses: { ...statuses, '401': {}, '403': {} },
      },
    },
  ]);
  const menus = Array.from({ length: others }, (_, index) => [
    `/api/menus/${index}/**`,
    { get: { responses: { '200': { content: { [media]: { schema: reference('Menu') } } } } } },
  ]);
  const list = { type: 'array', items: reference('OtpSettings') };
  const document: Json = {
    openapi,
    info: { title: 'Platform', version: '11' },
    paths: Object.fromEntries([
      ...menus,
      ...puts,
      ['/api/otp/settings/test', { post: { parameters: [space], responses: statuses } }],
      ['/api/otp/settings', { get: { responses: { '200': { content: { [media]: { schema: list } } } } } }],
    ]),
    components: {
      securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer', name: 'Authorization' } },
      schemas: Object.fromEntries([
        [
          'Menu',
          {
            type: 'object',
            properties: { parent: reference('Menu'), items: { type: 'array', items: reference('Menu') } },
          },
        ],
        ['OtpSettings', { type: 'object', properties: { id, ...common, ...audit } }],
        ...schemas,
      ]),
    },
  };
  return style.whole?.(document) ?? document;
}

/** The document as a file of its own. */
export async function fileWith(document: unknown, name = 'platform.json'): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'vendor-')), name);
  await writeFile(file, typeof document === 'string' ? document : JSON.stringify(document));
  return file;
}
