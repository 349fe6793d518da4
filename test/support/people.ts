// People who log in by a one-time password.
import type { Response } from 'supertest';
import type { ServerOptions } from '../../src/options.ts';
import { createMock, type TestMock } from './mock.ts';

export const ada = { otp: 'sms', phone: '+905551112233', mail: 'ada@acme.example', spaces: ['acme'] };

export interface Person {
  readonly login: (password?: string) => Promise<Response>;
  readonly validate: (code: string) => Promise<Response>;
  /** The code for which a login waits; undefined without one. */
  readonly code: () => Promise<string | undefined>;
}

export const person = ({ agent }: TestMock, username: string): Person => ({
  login: async (password = username) => agent.post('/login').type('form').send({ username, password }),
  validate: async (code) => agent.post('/validate').type('form').send({ username, otp_code: code }),
  code: async () => ((await agent.get(`/__mock/otp/${username}?timeout=0`)).body as { code?: string }).code,
});

/** A mock with Ada, who logs in by a code, and with settings for SMS and mail. */
export async function withAda(
  options: ServerOptions = {},
  fields: object = ada,
): Promise<{ mock: TestMock; ada: Person }> {
  const mock = await createMock(options);
  await mock.agent.put('/__mock/users/ada').send(fields);
  const { put } = await mock.enter();
  await put('netgsm', { isDefault: true });
  await put('mail');
  return { mock, ada: person(mock, 'ada') };
}

/** The sentence of an error. */
export const messageOf = ({ body }: Response): string => (body as { message: string }).message;
