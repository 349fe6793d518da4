// A mock to be refused by, and short words for how.
import { expect } from 'vitest';
import type { ErrorBody, ProviderName } from '../../src/document/schemas.ts';
import { paths, sendBytes, type TestMock } from './mock.ts';

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The body byte by byte, in place of `body`. */
  readonly raw?: string;
}

/** What the faults of an error body come down to: rule and path. */
export const faultsOf = (body: unknown): string[] =>
  ((body as ErrorBody).errors ?? []).map(({ path, rule }) => `${rule} ${path}`);

/** Puts settings into the space `refusals` as somebody logged in. */
export function createPutter(mock: TestMock, cookie: string) {
  const put = async (provider: ProviderName, { headers = {}, body, raw }: Sent) => {
    const all = { Cookie: cookie, 'X-Space': 'refusals', 'Content-Type': 'application/json', ...headers };
    return sendBytes(mock.agent.put(paths[provider]).set(all), raw ?? body);
  };
  const expectRefused = async (provider: ProviderName, sent: Sent, ...faults: string[]): Promise<void> => {
    const { status, body } = await put(provider, sent);
    expect({ status, faults: faultsOf(body) }).toEqual({ status: 400, faults });
    expect((body as ErrorBody).message).toContain(faults[0]?.split(' ')[1]);
  };
  const expectStored = async (provider: ProviderName, body: object): Promise<void> => {
    const answer = await put(provider, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(204);
  };
  return { put, expectRefused, expectStored };
}
