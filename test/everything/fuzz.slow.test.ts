// Generated requests and raw bytes against every operation: nothing crashes, nothing answers 5xx, every answer fits its
// document, and memory stays as it is. 3,000 requests here, 100,000 with `npm run fuzz`; FUZZ_SEED repeats a run.
import { request as send } from 'node:http';
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { validatorFor } from '../../src/document/validate.ts';
import { loadDocuments } from '../../src/document/load.ts';
import { createServer } from '../../src/server.ts';
import { faults, type Generated, requestOf, spoilt } from '../support/generated.ts';
import { talkTo } from '../support/mock.ts';

const requests = Number(process.env['FUZZ_REQUESTS'] ?? 3_000);
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

const documents = await loadDocuments();
const isError = validatorFor(documents.contract, 'Error');

interface Received {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

function ask(url: string, { method, path, headers, body }: Generated): Promise<Received | undefined> {
  return new Promise((resolve) => {
    // Node's client sends bodies of GET, HEAD and DELETE without saying how long they are.
    const framed = { ...headers, 'Content-Length': String(body?.length ?? 0) };
    const sent = send(url + path, { method, headers: framed, timeout: 10_000 }, (response) => {
      let received = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text: received }),
      );
      response.on('error', () => resolve(undefined));
    });
    sent.on('error', () => resolve(undefined)).on('timeout', () => sent.destroy(new Error('no answer in 10 s')));
    sent.end(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with an answer; undefined when nothing is. */
function faultOf(answer: Received | undefined, { method }: Generated): string | undefined {
  if (!answer) return 'no answer';
  const { status, type, text } = answer;
  if (status >= 500) return `${status}: ${text}`;
  if (status < 400 || method === 'HEAD') return undefined;
  if (!type.startsWith('application/json')) return `${status} as ${type}`;
  return isError(parse(text) ?? text);
}

/** Sends bytes and ends; resolves with the statuses of what came back. */
function sendBytes(url: string, bytes: Buffer): Promise<string[]> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => void socket.end(bytes));
    const timer = setTimeout(() => socket.destroy(), 5_000);
    socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve([...received.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status = '']) => status));
    });
  });
}

async function listening() {
  const server = await createServer({
    outboxLimit: 20,
    requestTimeout: 5_000,
    assume: { 'test-refused-by-provider': '204' }, // the only 5xx that is asked for
  });
  onTestFinished(() => server.close());
  const url = await server.listen({ port: 0 });
  return { url, cookie: await talkTo(server).login() };
}

/** Bytes that are in use when everything is collected that can be. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** Side by side, a few at a time. */
async function inTurns<T>(values: Iterable<T>, work: (value: T) => Promise<void>): Promise<void> {
  const rest = values[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

function* generate<T>(arbitrary: fc.Arbitrary<T>, count: number): Generator<T> {
  for (let done = 0; done < count; done += 500)
    yield* fc.sample(arbitrary, { numRuns: Math.min(500, count - done), seed: seed + done });
}

describe(`Fuzzing with FUZZ_SEED=${seed}`, { timeout: 60_000 + requests * 10 }, () => {
  it(`Fuzzing with FUZZ_SEED=${seed} ${requests} generated requests get an answer that fits, and none a 5xx`, async () => {
    const { url, cookie } = await listening();
    const found: string[] = [];
    const statuses = new Map<number, number>();
    const heap: number[] = [];
    await inTurns(generate(requestOf(cookie), requests), async (generated) => {
      const answer = await ask(url, generated);
      const fault = faultOf(answer, generated);
      heap.push(heap.length % 1_000 === 999 ? heapUsed() : 0);
      if (answer) statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const { method, path, headers, body } = generated;
      if (fault !== undefined)
        found.push(`${fault} after ${method} ${path} ${JSON.stringify(headers)} ${body?.toString('base64')}`);
    });
    expect(found.slice(0, 5)).toEqual([]);
    const measured = heap.filter((bytes) => bytes > 0);
    expect((measured.at(-1) ?? 0) - (measured[1] ?? 0)).toBeLessThan(40 * 1024 ** 2);
    for (const status of [200, 204, 400, 401, 403, 404, 405, 415])
      expect(statuses.get(status), `of ${status}`).toBeGreaterThan(0);
  });

  it(`Fuzzing with FUZZ_SEED=${seed} ${Math.ceil(requests / 20)} generated faults are set or refused, and what they do is listed`, async () => {
    const { url, cookie } = await listening();
    const found: string[] = [];
    const headers = { 'Content-Type': 'application/json', Cookie: cookie };
    await inTurns(generate(faults, Math.ceil(requests / 20)), async (fault) => {
      const body = Buffer.from(JSON.stringify(fault));
      for (const generated of [
        { method: 'POST', path: '/__mock/faults', headers, body },
        { method: 'PUT', path: '/__mock/faults', headers, body: Buffer.from(JSON.stringify({ faults: [fault] })) },
        { method: 'GET', path: '/__mock/faults', headers, body: undefined },
      ]) {
        const wrong = faultOf(await ask(url, generated), generated);
        if (wrong !== undefined) found.push(`${wrong} after ${generated.method} ${JSON.stringify(fault)}`);
      }
    });
    expect(found).toEqual([]);
  });

  it(`Fuzzing with FUZZ_SEED=${seed} ${Math.ceil(requests / 5)} spoilt requests over raw sockets get answers below 500, or none`, async () => {
    const { url, cookie } = await listening();
    const found: string[] = [];
    await inTurns(generate(spoilt(cookie), Math.ceil(requests / 5)), async (bytes) => {
      const bad = (await sendBytes(url, bytes)).filter((status) => Number(status) >= 500);
      if (bad.length > 0) found.push(`${bad.join()} after ${bytes.toString('base64')}`);
    });
    expect(found).toEqual([]);
    expect((await fetch(`${url}/__mock/health`)).status).toBe(200);
  });
});
