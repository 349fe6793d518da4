// Requests as nobody would write them, for every operation of the documents.
import * as fc from 'fast-check';
import { loadDocuments } from '../../src/document/load.ts';
import { listOperations, type Operation } from '../../src/document/operations.ts';
import bodies from './bodies.ts';

// What waits or streams without end, ends the session, or makes others go wrong on purpose has tests of its own.
const apart = new Set(['waitForMessage', 'streamEvents', 'logout', 'addFault', 'putFaults']);
const operations = listOperations(await loadDocuments()).filter(({ id }) => !apart.has(id));

export interface Generated {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** Texts that are easily taken for something else. */
export const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '../..',
    '__proto__',
    'constructor',
    'toString',
    '%',
    '%zz',
    'a'.repeat(101),
    '🔑',
    '\ud800',
  ),
);
const value = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, true, 0, -1, 1e308, 2 ** 53, '1'.repeat(2_000)),
);

/** A body of one of the providers with members changed, left out or added; or any value at all. */
export const jsonBody = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...Object.values(bodies)),
      fc.dictionary(text, value, { maxKeys: 4 }),
      fc.array(fc.nat(), { maxLength: 3 }),
    )
    .map(([body, changes, left]) => {
      const names = Object.keys(body);
      const gone = new Set(left.map((index) => names[index % names.length]));
      return { ...Object.fromEntries(Object.entries(body).filter(([name]) => !gone.has(name))), ...changes };
    }),
  fc.tuple(fc.constantFrom(...Object.values(bodies)), fc.nat(), value).map(([body, index, changed]) => {
    const names = Object.keys(body);
    return { ...body, [names[index % names.length] ?? '']: changed };
  }),
  fc.dictionary(
    fc.constantFrom('space', 'spaces', 'faults', 'status', 'delay', 'settings', 'outbox', 'username'),
    value,
  ),
  value,
  fc.integer({ min: 1, max: 200 }).map((depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown),
);

const rawBody = fc.oneof(
  jsonBody.map((each) => Buffer.from(JSON.stringify(each) ?? '')),
  fc.tuple(jsonBody, fc.nat()).map(([each, at]) => {
    const whole = JSON.stringify(each) ?? '';
    return Buffer.from(whole.slice(0, at % (whole.length + 1)));
  }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.dictionary(text, text, { maxKeys: 4 }).map((fields) => Buffer.from(new URLSearchParams(fields).toString())),
  fc
    .array(fc.tuple(text, text), { maxLength: 4 })
    .map((parts) =>
      Buffer.from(
        `${parts.map(([name, each]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${each}\r\n`).join('')}--b--\r\n`,
      ),
    ),
);

const types = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=latin1',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'multipart/form-data',
  'text/plain',
  'application/octet-stream;;;',
  '',
);

const latin1 = (each: string): string => Buffer.from(each.replaceAll(/\p{Cc}/gu, '')).toString('latin1');

/** Requests of somebody who is logged in by a cookie, most of the time. */
export function requestOf(cookie: string): fc.Arbitrary<Generated> {
  const headers = fc.record(
    {
      'X-Space': fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b', 'c') }, text.map(latin1)),
      Cookie: fc.oneof(
        { weight: 5, arbitrary: fc.constant(cookie) },
        text.map((each) => latin1(`ins_access_token=${each}`)),
      ),
      'Content-Type': types,
      'X-Mock-User': fc.oneof(fc.constant('admin'), text.map(latin1)),
      'Content-Encoding': fc.constantFrom('identity', 'gzip', 'br', 'zstd', 'x'),
      Origin: fc.constantFrom('http://localhost:1', 'https://evil.example', 'null'),
      Accept: text.map(latin1),
      'If-None-Match': fc.constant('*'),
      'Last-Event-ID': text.map(latin1),
    },
    { requiredKeys: ['X-Space', 'Cookie', 'Content-Type'] },
  );
  const query = fc.dictionary(
    fc.constantFrom('space', 'limit', 'since', 'secrets', 'to', 'status', 'provider', 'x'),
    text,
    { maxKeys: 3 },
  );
  return fc
    .record({
      operation: fc.constantFrom<Operation>(...operations),
      headers,
      query,
      body: fc.option(rawBody),
      odd: fc.nat(30),
      part: text,
    })
    .map(({ operation, headers, query, body, odd, part }): Generated => {
      const path = operation.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(part.toWellFormed()) || 'x');
      const given = Object.fromEntries(Object.entries(query).map(([name, each]) => [name, each.toWellFormed()]));
      const asked = Object.keys(given).length > 0 ? `?${new URLSearchParams(given).toString()}` : '';
      const method = odd === 0 ? 'PATCH' : odd === 1 ? 'OPTIONS' : odd === 2 ? 'HEAD' : operation.method.toUpperCase();
      return {
        method,
        path: odd === 3 ? `${path}/${encodeURIComponent(part.toWellFormed())}` : path + asked,
        headers,
        body: body ?? undefined,
      };
    });
}

/** Bytes as they may come: a request that is cut, doubled or spoilt somewhere. */
export const spoilt = (cookie: string): fc.Arbitrary<Buffer> =>
  fc
    .tuple(fc.constantFrom(...operations), fc.uint8Array({ maxLength: 30 }), fc.nat(), fc.nat(3))
    .map(([{ method, path }, bytes, at, how]) => {
      const body = JSON.stringify(bodies.mail);
      const whole = Buffer.from(
        `${method.toUpperCase()} ${path} HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nX-Space: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      const place = at % whole.length;
      if (how === 0) return whole.subarray(0, place);
      if (how === 1) return Buffer.concat([whole, whole.subarray(place)]);
      return Buffer.concat([whole.subarray(0, place), bytes, whole.subarray(place + (how === 2 ? bytes.length : 0))]);
    });

/** Faults for the control API, most of which make no sense. */
export const faults = fc.dictionary(
  fc.constantFrom('status', 'delay', 'error', 'connection', 'times', 'probability', 'body', 'space', 'id', 'operation'),
  fc.oneof(value, fc.constantFrom('reset', 'hang', 'getSettings', 200, 503, { from: 1, to: 2 })),
);
