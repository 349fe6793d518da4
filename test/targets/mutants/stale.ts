// Mutants whose list is older than what was stored.
import { correct } from '../backend.ts';
import type { Mutant } from '../mutant.ts';
import { type Answer, type Call, type Quirks, remember } from '../quirks.ts';
import { get, put } from '../scenario.ts';

interface Cached {
  readonly answer: Answer | Promise<Answer>;
  readonly at: number;
}

/** The list is kept under a name, and given again as long as it is fresh. */
function caching(name: (call: Call) => string, fresh: (kept: Cached, call: Call) => boolean): Partial<Quirks> {
  return {
    list(call) {
      const cache = remember<Cached | undefined>(call, `cache ${name(call)}`, () => undefined);
      if (!cache.value || !fresh(cache.value, call)) cache.value = { answer: correct.list(call), at: call.world.now() };
      return cache.value.answer;
    },
  };
}

const session = (call: Call): string => correct.cookie(call, 'ins_access_token') ?? '';

export const staleMutants: readonly Mutant[] = [
  {
    name: 'list-one-get-behind',
    fault: 'Every list is the one that was made for the list before.',
    place: 'GET settings after a PUT',
    quirks: {
      list(call) {
        const made = correct.list(call);
        const kept = remember(call, `kept ${call.space}`, () => made);
        const former = kept.value;
        kept.value = made;
        return former;
      },
    },
    scenario: [get(), put('mail'), get()],
  },
  {
    name: 'list-cached-for-300-ms',
    fault: 'The list may be 300 ms old.',
    place: 'GET settings after a PUT',
    quirks: caching(
      ({ space }) => space,
      ({ at }, { world }) => world.now() - at < 300,
    ),
    scenario: [get(), put('mail'), get()],
  },
  {
    name: 'list-cached-until-own-put',
    fault: "The list is cached for each session; a PUT clears its own session's only.",
    place: 'GET settings after a PUT',
    quirks: {
      ...caching(
        (call) => `${session(call)} ${call.space}`,
        () => true,
      ),
      put(call, body) {
        call.world.memory.delete(`cache ${session(call)} ${call.space}`);
        return correct.put(call, body);
      },
    },
    scenario: [get(), put('mail', {}, { session: 'admin/2' }), get()],
  },
  {
    name: 'list-cached-until-put-of-sms',
    fault: 'The list is cached; a PUT of an SMS setting clears the cache, that of the mail setting does not.',
    place: 'GET settings after PUT mail',
    quirks: {
      ...caching(
        ({ space }) => space,
        () => true,
      ),
      put(call, body) {
        if (call.route !== 'mail') call.world.memory.delete(`cache ${call.space}`);
        return correct.put(call, body);
      },
    },
    scenario: [get(), put('mail'), get()],
  },
];
