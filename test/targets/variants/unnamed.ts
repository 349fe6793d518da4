// Variants on points that no assumption names, several at once.
import { correct } from '../backend.ts';
import { Refused, type Values } from '../quirks.ts';
import { kindOf } from '../settings.ts';
import type { Manner } from '../variant.ts';

const isOneOf = (names: readonly string[]) => (name: string) => names.includes(name);

const namesSpace = isOneOf(['space', 'tenant']);

export const unnamedVariants: readonly Manner[] = [
  {
    name: 'strict-door-and-lenient-values',
    description: 'No HEAD, no byte order mark, a slash more is taken, the first X-Space counts, enums in any case.',
    silent: [
      'silent.head',
      'silent.trailing-slash',
      'silent.repeated-space',
      'silent.byte-order-mark',
      'silent.enum-case',
    ],
    quirks: {
      route(call) {
        if (call.method === 'HEAD') throw new Refused('method', 'This method is not allowed here.');
        return correct.route({ ...call, path: call.path.replace(/\/$/, '') });
      },
      readBody(call) {
        if (call.raw[0] === 0xef) throw new Refused('unreadable', 'The body is not JSON.');
        return correct.readBody(call);
      },
      space(call) {
        const [first = ''] = correct.space(call).split(', ');
        return first;
      },
      prepare(call, body) {
        const { transportStrategy: strategy, ...rest } = (body ?? {}) as Values;
        const prepared = correct.prepare(call, body);
        return typeof strategy === 'string' && ['smtp', 'smtps', 'smtp_tls'].includes(strategy)
          ? { ...rest, transportStrategy: strategy.toUpperCase() }
          : prepared;
      },
    },
  },
  {
    name: 'names-everywhere',
    description: 'The last X-Space counts, and names in the query or the body have an effect.',
    silent: ['silent.repeated-space', 'silent.query-space', 'silent.body-space', 'silent.body-user', 'silent.body-id'],
    quirks: {
      space(call) {
        const named = [...new URLSearchParams(call.query)].find(([name]) => namesSpace(name));
        return named?.[1] ?? correct.space(call).split(', ').at(-1) ?? '';
      },
      put(call, body) {
        const named = Object.entries(body).find(([name]) => namesSpace(name));
        if (named) call.space = String(named[1]);
        return correct.put(call, body);
      },
      compose(call, taken, stored) {
        const { _id: id, owner } = call.body as Values;
        const made = correct.compose(call, taken, stored);
        return { ...made, ...(id !== undefined && { id }), ...(owner !== undefined && { createdBy: owner }) };
      },
    },
  },
  {
    name: 'reads-whatever-comes',
    description:
      'OPTIONS, double slashes, bytes that are no UTF-8 and ids of any type are taken, and 204 has a media type.',
    silent: [
      'silent.double-slash',
      'silent.options',
      'silent.not-utf-8',
      'silent.no-media-type',
      'silent.id-of-another-type',
      'silent.large-id',
    ],
    quirks: {
      route(call) {
        if (call.method === 'OPTIONS') return correct.route({ ...call, method: 'GET' });
        return correct.route({ ...call, path: call.path.replaceAll(/\/+/g, '/') });
      },
      readBody: (call) => correct.readBody({ ...call, raw: Buffer.from(call.raw.toString()) }),
      prepare(call, body) {
        const { id, ...rest } = (body ?? {}) as Values;
        const isOther = id !== undefined && typeof id !== 'string';
        return correct.prepare(call, isOther ? { ...rest, id: String(Number(id)) } : body);
      },
      finish: (_call, answer) =>
        answer.status === 204 ? { ...answer, headers: { ...answer.headers, 'Content-Type': 'text/plain' } } : answer,
    },
  },
  {
    name: 'fixes-sessions',
    description: 'A login makes the cookie with which it came valid, a first PUT of a mask is refused, and so is 25.0.',
    silent: ['silent.whole-number', 'silent.first-mask', 'silent.session-fixation'],
    quirks: {
      async login(call) {
        const answer = await correct.login(call);
        const { username: user } = call.quirks.credentials(call);
        const sent = call.quirks.cookie(call, 'ins_access_token');
        if (sent) call.world.tokens.set(sent, { user, use: 'access', expires: Infinity, session: 0 });
        return answer;
      },
      readBody(call) {
        if (/\d\.0\b/.test(call.raw.toString().replaceAll(/"[^"]*"/g, '""')))
          throw new Refused('unreadable', 'The body has a fraction.');
        return correct.readBody(call);
      },
      otherFaults(call, body) {
        const isFirst = !call.quirks.spaceOf(call).has(kindOf(call));
        return isFirst && Object.values(body).includes('********') ? ['There is no secret that it masks.'] : [];
      },
    },
  },
];
