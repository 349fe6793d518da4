// Variants in how answers travel and in what the list has beyond what was asked for.
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { correct } from '../backend.ts';
import type { Answer, Quirks, Values } from '../quirks.ts';
import { every, type Manner } from '../variant.ts';

const withHeaders = (headers: Answer['headers']): Partial<Quirks> =>
  every((answer) => ({ ...answer, headers: { ...headers, ...answer.headers } }));

/** What is shown of a setting is changed. */
const shown = (change: (values: Values) => Values): Partial<Quirks> => ({
  show: (call, kind, values) => change(correct.show(call, kind, values)),
});

const utf8 = { headers: { 'Content-Type': 'application/json;charset=UTF-8' } };
const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

export const travelVariants: readonly Manner[] = [
  {
    name: 'gzip-when-accepted',
    description: 'Answers are compressed for whoever accepts it.',
    quirks: every((answer, { headers }) => {
      if (answer.body === undefined || !/\bgzip\b/.test(String(headers['accept-encoding']))) return answer;
      return { ...answer, headers: { ...answer.headers, 'Content-Encoding': 'gzip' }, body: gzipSync(answer.body) };
    }),
  },
  {
    name: 'chunked-answers',
    description: 'Answers come in pieces of seven bytes without a Content-Length, cut in the middle of letters.',
    quirks: {
      write(_call, { status, headers, body }, response) {
        response.writeHead(status, headers);
        const bytes = Buffer.from(body ?? '');
        for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
        response.end();
      },
    },
  },
  { name: 'slow', description: 'Every answer takes 5 ms.', quirks: every((answer) => wait(5, answer)) },
  {
    name: 'no-keep-alive',
    description: 'The connection is closed after every answer.',
    quirks: withHeaders({ Connection: 'close' }),
  },
  {
    name: '204-with-content-length-0',
    description: 'Answers without content say Content-Length: 0.',
    quirks: every((answer) =>
      answer.status === 204 ? { ...answer, headers: { ...answer.headers, 'Content-Length': '0' } } : answer,
    ),
  },
  {
    name: 'json-with-charset',
    description: 'The list is sent as application/json;charset=UTF-8.',
    quirks: { list: async (call) => ({ ...(await correct.list(call)), ...utf8 }) },
  },
  {
    name: 'more-headers',
    description: 'Answers have the headers of a proxy and of a security filter.',
    quirks: withHeaders({
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
      'Strict-Transport-Security': 'max-age=31536000',
      Vary: 'Origin, Access-Control-Request-Method',
      Via: '1.1 gateway',
    }),
  },
  {
    name: 'pretty-json',
    description: 'JSON is sent with line breaks and indented.',
    quirks: every(({ body, ...answer }) =>
      body === undefined ? answer : { ...answer, body: JSON.stringify(JSON.parse(String(body)), null, 2) },
    ),
  },
  {
    name: 'letters-escaped-in-json',
    description: 'Everything beyond ASCII is escaped in JSON.',
    quirks: every(({ body, ...answer }) =>
      body === undefined ? answer : { ...answer, body: String(body).replace(/[^\0-~]/g, escaped) },
    ),
  },
];

export const listVariants: readonly Manner[] = [
  {
    name: 'list-newest-first',
    description: 'The list is in the opposite order.',
    quirks: { listed: (call) => correct.listed(call).toReversed() },
  },
  {
    name: 'more-fields-in-list',
    description: 'Entries of the list have fields that the page does not know.',
    quirks: shown((values) => ({ ...values, version: 3, space: 'space', _links: { self: { href: '/' } } })),
  },
  {
    name: 'dates-to-the-second',
    description: 'Dates have no fraction of a second.',
    differs: { 'date-precision': '0' },
    quirks: { date: (milliseconds) => String(correct.date(milliseconds)).replace(/\.\d+/, '') },
  },
  {
    name: 'dates-of-whole-seconds',
    description: 'Dates are kept in whole seconds, and shown with a fraction of zeros.',
    quirks: { date: (milliseconds) => correct.date(Math.floor(milliseconds / 1_000) * 1_000) },
  },
  {
    name: 'dates-to-the-nanosecond',
    description: 'Dates have nine digits after the second.',
    differs: { 'date-precision': '9' },
    quirks: { date: (milliseconds) => String(correct.date(milliseconds)).replace(/\.(\d+)/, '.$1123456') },
  },
  {
    name: 'dates-with-another-offset',
    description: 'Dates have the offset -05:30.',
    differs: { 'date-offset': '-05:30' },
    quirks: {
      date: (milliseconds) => new Date(milliseconds - 5.5 * 3_600_000).toISOString().replace('Z', '-05:30'),
    },
  },
  {
    name: 'no-audit-fields-in-list',
    description: 'The list does not show the read-only fields, which are optional.',
    unseen: ['creation-date', 'date-offset', 'date-precision'],
    differs: { 'audit-fields': 'omitted' },
    quirks: { visible: ({ readOnly }) => !readOnly },
  },
  {
    name: 'ids-made-of-space-and-provider',
    description: 'The id is made of the space and the provider and is the same for ever.',
    quirks: { newId: ({ space, route }) => `${Buffer.from(space).toString('hex')}-${route}` },
  },
  {
    name: 'users-shown-by-mail-address',
    description: 'createdBy and lastModifiedBy are mail addresses.',
    quirks: shown(({ createdBy, lastModifiedBy, ...values }) => ({
      ...values,
      createdBy: `${createdBy}@acme.example`,
      lastModifiedBy: `${lastModifiedBy}@acme.example`,
    })),
  },
];
