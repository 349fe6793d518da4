// The mock with a document of somebody else: its bodies and statuses of success are those of the mock.
import { describe, expect, it } from 'vitest';
import { createMock } from '../support/mock.ts';
import { fileWith, vendorDocument } from '../support/vendor-document.ts';

type Json = Record<string, unknown>;

describe.each(['3.0.1', '3.1.0'] as const)(
  'A mock with a document of OpenAPI %s that a platform publishes',
  (openapi) => {
    const mockWith = async (style: Parameters<typeof vendorDocument>[0] = {}) =>
      createMock({ document: await fileWith(vendorDocument({ openapi, ...style })) });

    it('It stores, shows and sends', async () => {
      const visitor = await (await mockWith()).enter();
      expect((await visitor.put('twilio')).status).toBe(204);
      expect((await visitor.get()).body).toMatchObject([{ provider: 'Twilio', createdBy: 'admin' }]);
      expect((await visitor.sendTest()).status).toBe(204);
    });

    it('It requires what the document requires, and keeps fields that only the document has', async () => {
      const body = (schema: Json): Json => ({
        ...schema,
        required: ['isDefault', 'region'],
        properties: { ...(schema['properties'] as Json), region: { type: 'string', maxLength: 3 } },
      });
      const mock = await mockWith({ body });
      const visitor = await mock.enter();
      const refused = await visitor.put('mail', { region: 'far away' });
      expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('/body/region')]);
      expect((await visitor.put('mail')).status).toBe(400);
      expect((await visitor.put('mail', { region: 'tr' })).status).toBe(204);
      expect((await visitor.get()).body).toMatchObject([{ region: 'tr' }]);
      const state = (await mock.agent.get('/__mock/state?secrets=plain')).body as object;
      expect(state).toMatchObject({ spaces: { default_space: { settings: { mail: { region: 'tr' } } } } });
      expect((await mock.agent.put('/__mock/state').send(state)).status).toBe(204);
    });

    it('It answers a success with the status that the document has', async () => {
      const visitor = await (await mockWith({ statuses: { '200': { description: 'Stored' } } })).enter();
      expect((await visitor.put('twilio')).status).toBe(200);
      expect((await visitor.sendTest()).status).toBe(200);
    });
  },
);
