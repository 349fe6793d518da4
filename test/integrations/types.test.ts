// What other programs write is held against the types by the compiler, in the check that goes before the tests.
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type AnySetting,
  connectMock,
  createServer,
  type ErrorBody,
  type Fault,
  type MailSetting,
  type Message,
  type Mock,
  type MockClient,
  type NetgsmSetting,
  type ServerOptions,
  startMock,
  type State,
  type TwilioSetting,
} from '../../src/index.ts';
import type { test as browserTest } from '../../src/integrations/playwright.ts';
import { otpSettingsMock } from '../../src/integrations/vite.ts';
import { test as vitestTest } from '../../src/integrations/vitest.ts';

describe('The types', () => {
  it('The types of settings have the fields of the contract, with those that are required', () => {
    expectTypeOf<TwilioSetting>().toMatchObjectType<{ isDefault: boolean; type: string; provider: string }>();
    expectTypeOf<TwilioSetting['twilioNumber']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<MailSetting['transportStrategy']>().toEqualTypeOf<'SMTP' | 'SMTPS' | 'SMTP_TLS' | undefined>();
    expectTypeOf<MailSetting['smtpPort']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<NetgsmSetting>().not.toHaveProperty('smtpHost');
    expectTypeOf<NetgsmSetting>().toExtend<AnySetting>();
    // @ts-expect-error isDefault, type and provider are required
    expectTypeOf<TwilioSetting>({ authToken: 'x' });
    // @ts-expect-error smtpPort is a number
    expectTypeOf<MailSetting>({ isDefault: true, type: 'Email', provider: 'Default', smtpPort: '25' });
  });

  it('The types of messages and errors are those of the answers', () => {
    expectTypeOf<Message>().toHaveProperty('code').toEqualTypeOf<string>();
    expectTypeOf<Message['status']>().toEqualTypeOf<'sent' | 'failed'>();
    expectTypeOf<Message['provider']>().toEqualTypeOf<'twilio' | 'netgsm' | 'dataport' | 'mail'>();
    expectTypeOf<ErrorBody>().toMatchObjectType<{ status: number; error: string; message: string }>();
  });

  it('The types of the mock in a program say what comes back', () => {
    expectTypeOf(startMock).returns.resolves.toEqualTypeOf<Mock>();
    expectTypeOf(createServer).parameter(0).toEqualTypeOf<ServerOptions | undefined>();
    expectTypeOf(connectMock).returns.toEqualTypeOf<MockClient>();
    expectTypeOf<MockClient['fault']>().parameter(0).toEqualTypeOf<Fault>();
    expectTypeOf<MockClient['snapshot']>().returns.resolves.toEqualTypeOf<State>();
    expectTypeOf<MockClient['outbox']['latest']>().returns.resolves.toEqualTypeOf<Message | undefined>();
    expectTypeOf<Fault>().toHaveProperty('operation');
    // @ts-expect-error there is no such operation
    expectTypeOf<Fault>({ operation: 'putSettings' });
  });

  it('The types of the fixtures and the plugin are those of their tools', () => {
    expectTypeOf<Parameters<typeof browserTest.beforeEach>[0]>().not.toBeAny();
    expectTypeOf(otpSettingsMock).returns.toHaveProperty('configureServer');
  });

  vitestTest('of the fixtures of vitest are there when a test asks for them', ({ mock, space, cookie, fault }) => {
    expectTypeOf(mock).toEqualTypeOf<MockClient>();
    expectTypeOf([space, cookie]).toEqualTypeOf<string[]>();
    expectTypeOf(fault).returns.resolves.returns.toEqualTypeOf<Promise<void>>();
    expect(space).toMatch(/^test-/);
    expect(cookie).toContain('ins_access_token=');
  });
});
