// Variants on points that no assumption names, several at once.
import { correct } from '../backend.ts';
import { Refused, type Values } from '../quirks.ts';
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
];
