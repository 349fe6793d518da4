// The contract as generators of clients read it.
import SwaggerParser from '@apidevtools/swagger-parser';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { providerNames } from '../../src/settings/providers.ts';
import { createMock, type TestMock } from '../support/mock.ts';

describe('The document for generators', () => {
  interface Schemas {
    readonly paths: Record<string, unknown>;
    readonly components: {
      readonly schemas: Record<string, { properties: object; required: string[]; anyOf?: unknown }>;
    };
  }
  const read = async (mock: TestMock, query = ''): Promise<Schemas> =>
    (await mock.agent.get(`/__mock/openapi.json${query}`)).body as Schemas;

  it('The document for generators has settings in GET as one object, with every field that there is', async () => {
    const mock = await createMock();
    const { AnySetting } = (await read(mock)).components.schemas;
    expect(AnySetting?.anyOf).toBeUndefined();
    expect(AnySetting?.required).toEqual(['isDefault', 'type', 'provider']);
    const visitor = await mock.enter('a');
    for (const provider of providerNames) await visitor.put(provider);
    const shown = ((await visitor.get()).body as object[]).flatMap((setting) => Object.keys(setting));
    expect(shown.filter((name) => !Object.hasOwn(AnySetting?.properties ?? {}, name))).toEqual([]);
    expect(AnySetting?.properties).toMatchObject({ username: { type: 'string' }, smtpPort: { type: 'integer' } });
  });

  it('The document for generators has the session, too, where all is asked for', async () => {
    const mock = await createMock();
    expect(Object.keys((await read(mock)).paths)).not.toContain('/login');
    for (const query of ['?all', '?all=true']) {
      const all = await read(mock, query);
      expect(Object.keys(all.paths)).toEqual(expect.arrayContaining(['/login', '/validate', '/api/otp/settings']));
      expect(all.paths).toHaveProperty(
        ['/login', 'post', 'responses', '401', 'content', 'application/json', 'schema'],
        { $ref: '#/components/schemas/Error' },
      );
      await expect(SwaggerParser.validate(all as never)).resolves.toBeTruthy();
    }
    expect(Object.keys((await read(mock, '?all=false')).paths)).not.toContain('/login');
    expect((await mock.agent.get('/__mock/openapi.json?all=some')).status).toBe(400);
    const yaml = await mock.agent.get('/__mock/openapi.yaml?all').responseType('text');
    expect(parse(String(yaml.body))).toEqual(await read(mock, '?all'));
  });

  it('The document for generators is for every assumption', async () => {
    for (const assume of [
      { 'settings-view': 'base' },
      { 'settings-shape': 'content', 'id-type': 'integer' },
    ] as const) {
      const document = await read(await createMock({ assume }), '?all');
      expect(JSON.stringify(document.paths['/api/otp/settings'])).not.toContain('anyOf');
      await expect(SwaggerParser.validate(document as never)).resolves.toBeTruthy();
    }
  });
});
