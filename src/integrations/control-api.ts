// The control API of a mock that is running somewhere, with its refusals as errors.
import { type Asked, askMock } from './ask-mock.ts';

interface Call {
  readonly method?: string;
  readonly body?: unknown;
  /** A status that is not an error here. */
  readonly also?: number;
}

export interface Caller {
  readonly ask: (path: string, call?: Call) => Promise<Asked>;
  /** What is answered; the mock checks its answers against its documents. */
  readonly read: <T>(path: string, call?: Call) => Promise<T>;
}

/** What asks the control API of a mock. */
export function caller(url: string, token: string | undefined): Caller {
  const ask = async (path: string, { method = 'GET', body, also }: Call = {}): Promise<Asked> => {
    const headers = {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    };
    const sent = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await askMock(`${url}/__mock${path}`, sent);
    if (answer.status !== 204 && !/json/.test(answer.headers['content-type'] ?? ''))
      throw new Error(
        `${method} ${url}/__mock${path} responded with ${answer.status}, which is not a response of a mock. Is a mock running there?`,
      );
    if (isSuccess(answer) || answer.status === also) return answer;
    throw new Error(`${method} /__mock${path}: ${messageOf(answer)}`);
  };
  return { ask, read: async <T>(path: string, call?: Call) => JSON.parse((await ask(path, call)).text) as T };
}

const isSuccess = ({ status }: Asked): boolean => status >= 200 && status < 300;

/** Why a request was refused. */
export function messageOf({ status, text }: Asked): string {
  const { message, detail } = JSON.parse(text) as { message?: string; detail?: string };
  return message ?? detail ?? String(status);
}

interface Awaited {
  readonly what: string;
  readonly timeout?: number;
}

/** What the control API waits for. @throws {Error} when it does not come in time. */
export async function waitAt<T>({ ask }: Caller, path: string, { what, ...wanted }: Awaited): Promise<T> {
  const { status, text } = await ask(`${path}?${queryOf(wanted)}`);
  if (status === 200) return JSON.parse(text) as T;
  const { timeout = 5_000, ...filter } = wanted;
  const expected = Object.keys(filter).length === 0 ? '' : ` (expected ${JSON.stringify(filter)})`;
  throw new Error(`No ${what} arrived within ${timeout} ms${expected}.`);
}

/** A query of what is given. */
export function queryOf(values: object): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
}
