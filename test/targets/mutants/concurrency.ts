// Mutants that go wrong only when requests come at the same time. Each waits where a real one waits for its database.
import { setTimeout as wait } from 'node:timers/promises';
import { correct } from '../backend.ts';
import type { Mutant } from '../mutant.ts';
import type { Kind } from '../page.ts';
import { remember, type Space, type Values } from '../quirks.ts';
import { get, put } from '../scenario.ts';
import { kindOf } from '../settings.ts';

/** How long the database takes, in milliseconds. */
const slow = 40;

type Entry = readonly [Kind, Values];

export const concurrencyMutants: readonly Mutant[] = [
  {
    name: 'parallel-puts-lose-one',
    fault: 'A PUT reads all settings of the space, waits, and writes all of them back, so that of two one is lost.',
    place: 'every PUT, at the same time as another',
    quirks: {
      async put(call, body) {
        const copy: Space = new Map(correct.spaceOf(call));
        await correct.put({ ...call, quirks: { ...call.quirks, spaceOf: () => copy } }, body);
        await wait(slow);
        call.world.spaces.set(call.space, copy);
      },
    },
    scenario: [[put('twilio'), put('mail')], get()],
  },
  {
    name: 'parallel-puts-mix-fields',
    fault: 'A setting is written in two steps, so that two PUTs of it leave fields of both.',
    place: 'every PUT, at the same time as another of the same',
    quirks: {
      async put(call, body) {
        const busy = remember(call, 'writing', () => 0);
        const kind = kindOf(call);
        const space = correct.spaceOf(call);
        const before = space.get(kind);
        await correct.put(call, body);
        const { username, password } = { ...before };
        const whole = space.get(kind) ?? {};
        space.set(kind, { ...whole, username, password });
        // The first to come waits longest, as with a connection that has to be opened.
        await wait(slow / ++busy.value);
        busy.value--;
        space.set(kind, { ...space.get(kind), username: whole['username'], password: whole['password'] });
      },
    },
    scenario: [
      put('mail'),
      [put('mail', { username: 'a', smtpHost: 'a' }), put('mail', { username: 'b', smtpHost: 'b' })],
      get(),
    ],
  },
  {
    name: 'parallel-first-puts-make-two',
    fault: 'Two PUTs of a setting that is not there yet each add it to the list.',
    place: 'every PUT, at the same time as another of the same',
    quirks: {
      async put(call, body) {
        const space = correct.spaceOf(call);
        const kind = kindOf(call);
        const isNew = !space.has(kind);
        await wait(slow);
        const former = space.get(kind);
        if (isNew && former) remember<Entry[]>(call, `two in ${call.space}`, () => []).value.push([kind, former]);
        await correct.put(call, body);
      },
      listed: (call) => [...correct.listed(call), ...remember<Entry[]>(call, `two in ${call.space}`, () => []).value],
    },
    scenario: [[put('mail', { id: 'a' }), put('mail', { id: 'b' })], get()],
  },
  {
    name: 'parallel-puts-500',
    fault: 'A PUT that comes while another one is written answers 500, because the database is locked.',
    place: 'every PUT, at the same time as another',
    quirks: {
      async put(call, body) {
        const locked = remember(call, 'locked', () => false);
        if (locked.value) throw new Error('database is locked');
        locked.value = true;
        await wait(slow);
        locked.value = false;
        await correct.put(call, body);
      },
    },
    scenario: [[put('twilio'), put('mail')], get()],
  },
  {
    name: 'list-during-put-lacks-setting',
    fault: 'A PUT deletes the setting and adds it anew, so that a list in between does not show it.',
    place: 'GET settings, at the same time as a PUT',
    quirks: {
      async put(call, body) {
        const space = correct.spaceOf(call);
        const kind = kindOf(call);
        const stored = space.get(kind);
        space.delete(kind);
        await wait(slow);
        if (stored) space.set(kind, stored);
        await correct.put(call, body);
      },
    },
    scenario: [put('mail'), [put('mail'), get()], get()],
  },
  {
    name: 'parallel-requests-share-space',
    fault: 'The active space is kept in one variable, so that a request takes that of one which came after it.',
    place: 'every PUT, X-Space, at the same time as another',
    quirks: {
      async put(call, body) {
        const current = remember(call, 'space', () => call.space);
        current.value = call.space;
        await wait(slow);
        await correct.put({ ...call, space: current.value }, body);
      },
    },
    scenario: [[put('mail', {}, { space: 'north' }), put('mail', {}, { space: 'south' })], get({ space: 'north' })],
  },
];
