// How to look at a mock under an assumption.
import { paths, type TestMock, type Visitor } from '../support/mock.ts';

export type Listed = Record<string, unknown>;

/** What a mock with the value in force shows; the case gives what it should be. */
export interface Seen {
  readonly mock: TestMock;
  readonly visitor: Visitor;
}
export type Look = (seen: Seen) => Promise<unknown>;

export const list = async ({ visitor }: Seen): Promise<Listed[]> => (await visitor.get()).body as Listed[];
export const statusOfPut =
  (changes: object): Look =>
  async ({ visitor }) =>
    (await visitor.put('mail', changes)).status;
export const raw =
  (headers: object, text: string): Look =>
  async ({ mock, visitor }) => {
    const sent = { Cookie: visitor.cookie, 'X-Space': 'a', 'Content-Type': 'application/json', ...headers };
    return (await mock.agent.put(paths.mail).set(sent).serialize(String).send(text)).status;
  };
export const testSend =
  (changes: object): Look =>
  async ({ visitor }) => {
    await visitor.put('netgsm', changes);
    return (await visitor.sendTest()).status;
  };

/** How to look, and what each value shows. */
export type Case = readonly [Look, Readonly<Record<string, unknown>>];
