// Variants in how and in which order requests are refused.
import { correct } from '../backend.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, type Quirks, Refused, remember } from '../quirks.ts';
import { json, reasonPhrase } from '../request.ts';
import type { Manner } from '../variant.ts';

/** Errors have another form. */
const errors = (form: (status: number, refused: Refused) => Answer): Partial<Quirks> => ({
  refuse(call, refused) {
    const answer = form(call.quirks.statusOf(refused.reason, call), refused);
    return { ...answer, headers: { ...answer.headers, ...refused.headers } };
  },
});

export const refusalVariants: readonly Manner[] = [
  {
    name: 'errors-in-html',
    description: 'Errors have the right status and an HTML page.',
    differs: { 'error-body': 'html' },
    unseen: ['error-details'],
    quirks: errors((status) => ({
      status,
      headers: { 'Content-Type': 'text/html;charset=utf-8' },
      body: `<!doctype html><title>${status}</title><h1>${reasonPhrase(status)}</h1>`,
    })),
  },
  {
    name: 'errors-without-body',
    description: 'Errors have the right status and no body.',
    differs: { 'error-body': 'none' },
    unseen: ['error-details'],
    quirks: errors((status) => ({ status })),
  },
  {
    name: 'errors-with-a-code',
    description: 'Errors are JSON with a code of their own.',
    unseen: ['error-body', 'error-details'],
    quirks: errors((status) => json(status, { code: `E${status}`, text: reasonPhrase(status) })),
  },
  {
    name: 'errors-as-spring-boot-writes-them',
    description: 'Errors have the body of Spring Boot: timestamp, status, error, path; no message.',
    differs: { 'error-body': 'spring' },
    unseen: ['error-details'],
    quirks: errors((status) =>
      json(status, { timestamp: new Date(0), status, error: reasonPhrase(status), path: '/' }),
    ),
  },
  {
    name: 'token-asked-for-before-path',
    description: 'Without a token every path but those of the session is refused, even one that does not exist.',
    quirks: {
      route(call) {
        if (!['/login', '/validate', '/refresh', '/logout'].includes(call.path)) call.quirks.authenticate(call);
        return correct.route(call);
      },
    },
  },
  {
    name: 'body-read-before-token',
    description: 'A body that is no JSON is refused before the token is looked at.',
    quirks: {
      authenticate(call) {
        if (call.method === 'PUT') call.quirks.readBody(call);
        return correct.authenticate(call);
      },
    },
  },
  {
    name: 'space-asked-for-before-body',
    description: 'X-Space is looked at before the body is read.',
    quirks: {
      readBody(call) {
        call.quirks.space(call);
        return correct.readBody(call);
      },
    },
  },
  {
    name: 'json-whatever-its-label',
    description: 'A body is read as JSON whatever its media type says.',
    unseen: ['media-type-status'],
    silent: ['silent.media-type'],
    quirks: { mediaTypeFits: () => true },
  },
  {
    name: 'asks-for-patience',
    description: 'After every 500 requests one is answered 429, with the time after which to ask again.',
    quirks: {
      route(call) {
        const asked = remember(call, 'asked', () => 0);
        asked.value += 1;
        if (asked.value % 500 === 0)
          throw new Refused('busy', 'Too many requests.', { headers: { 'Retry-After': '0' } });
        return correct.route(call);
      },
      statusOf: (reason, call) => (reason === 'busy' ? 429 : correct.statusOf(reason, call)),
    },
  },
  {
    name: 'conflicts-are-refused',
    description: 'A PUT that comes while another one of the same space is written is refused with 409.',
    quirks: {
      async put(call, body) {
        const busy = remember(call, `busy ${call.space}`, () => false);
        if (busy.value) throw new Refused('busy', 'Another change is being written.');
        busy.value = true;
        await wait(2);
        await correct.put(call, body);
        busy.value = false;
      },
      statusOf: (reason, call) => (reason === 'busy' ? 409 : correct.statusOf(reason, call)),
    },
  },
  {
    name: 'space-names-up-to-34-characters',
    description: 'Names of spaces with more than 34 characters are refused.',
    quirks: { spaceNameFits: (name) => [...name].length <= 34 },
  },
  {
    name: 'at-most-20-spaces',
    description: 'A setting in one more space than 20 is refused with 422.',
    quirks: {
      async put(call, body) {
        const used = [...call.world.spaces.values()].filter(({ size }) => size > 0).length;
        if (used >= 20 && call.quirks.spaceOf(call).size === 0)
          throw new Refused('busy', 'There are 20 spaces already.');
        await correct.put(call, body);
      },
      statusOf: (reason, call) => (reason === 'busy' ? 422 : correct.statusOf(reason, call)),
    },
  },
  {
    name: 'only-known-spaces-without-a-word',
    description: 'Spaces that the user may not enter are refused with 403.',
    unseen: ['unknown-space', 'space-name'],
    quirks: {
      admit(call) {
        const { spaces = [] } = call.quirks.users.find(({ username }) => username === call.user) ?? {};
        if (!spaces.includes(call.space)) throw new Refused('unknown-space', 'This space is not yours.');
      },
      statusOf: (reason, call) => (reason === 'unknown-space' ? 403 : correct.statusOf(reason, call)),
    },
  },
  {
    name: 'lengths-in-utf-16',
    description: 'Lengths are counted in UTF-16, as Java and JavaScript do, so that 26 emoji are too long for 50.',
    silent: ['silent.length-unit'],
    quirks: { lengthOf: (text) => text.length },
  },
  {
    name: 'wrong-method-is-404',
    description: 'A wrong method at a known path answers 404.',
    silent: ['silent.options'],
    quirks: { statusOf: (reason, call) => (reason === 'method' ? 404 : correct.statusOf(reason, call)) },
  },
];
