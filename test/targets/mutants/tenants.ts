// Mutants that let one space see or change another.
import { correct } from '../backend.ts';
import type { Mutant } from '../mutant.ts';
import { isKind } from '../page.ts';
import { type Call, Refused, remember, type Space, type Values } from '../quirks.ts';
import { get, put, shows, test } from '../scenario.ts';
import { kindOf } from '../settings.ts';

const a = { space: 'north' };
const b = { space: 'south' };
const otherSpaces = (call: Call): Space[] =>
  [...call.world.spaces].flatMap(([name, space]) => (name === call.space ? [] : [space]));

export const tenantMutants: readonly Mutant[] = [
  {
    name: 'list-shows-all-spaces',
    fault: 'The list shows the settings of all spaces.',
    place: 'GET settings, X-Space',
    quirks: { listed: ({ world }) => [...world.spaces.values()].flatMap((space) => [...space]) },
    scenario: [put('mail', {}, a), get(b)],
  },
  {
    name: 'list-shows-netgsm-of-other-spaces',
    fault: 'The list shows the NetGSM settings of other spaces, too.',
    place: 'GET settings, X-Space',
    quirks: {
      listed: (call) => [
        ...correct.listed(call),
        ...otherSpaces(call).flatMap((space) => [...space].filter(([kind]) => kind === 'netgsm')),
      ],
    },
    scenario: [put('netgsm', {}, a), get(b)],
  },
  {
    name: 'list-of-empty-space-shows-another',
    fault: 'The list of a space without settings shows those of the first space that has some.',
    place: 'GET settings, X-Space',
    quirks: {
      listed(call) {
        const own = correct.listed(call);
        return own.length > 0 ? own : [...(otherSpaces(call).find(({ size }) => size > 0) ?? [])];
      },
    },
    scenario: [put('mail', {}, a), get(b)],
  },
  {
    name: 'twilio-shared-by-all-spaces',
    fault: 'There is one Twilio setting for all spaces.',
    place: 'PUT twilio, X-Space',
    quirks: {
      spaceOf(call) {
        const shared = remember<Values | undefined>(call, 'twilio', () => undefined).value;
        const space = correct.spaceOf(call);
        return shared ? space.set('twilio', shared) : space;
      },
      put(call, body) {
        void correct.put(call, body);
        remember<Values | undefined>(call, 'twilio', () => undefined).value = correct.spaceOf(call).get('twilio');
      },
    },
    scenario: [put('twilio', {}, a), get(b)],
  },
  {
    name: 'one-mail-setting-over-all-spaces',
    fault: 'A PUT of a mail setting removes that of every other space.',
    place: 'PUT mail, X-Space',
    quirks: {
      put(call, body) {
        if (call.route === 'mail') for (const space of otherSpaces(call)) space.delete('mail');
        return correct.put(call, body);
      },
    },
    scenario: [put('mail', {}, a), put('mail', {}, b), get(a)],
  },
  {
    name: 'default-cleared-in-other-spaces',
    fault: 'A new default takes the flag from the settings of other spaces, too.',
    place: 'every PUT, isDefault',
    quirks: {
      put(call, body) {
        for (const space of body['isDefault'] === true ? otherSpaces(call) : [])
          for (const [kind, values] of space) space.set(kind, { ...values, isDefault: false });
        return correct.put(call, body);
      },
    },
    scenario: [put('mail', { isDefault: true }, a), put('twilio', { isDefault: true }, b), get(a)],
  },
  {
    name: 'default-flag-shared-by-all-spaces',
    fault: 'The list shows isDefault as it was last set for the provider in any space.',
    place: 'GET settings, isDefault',
    quirks: {
      put(call, body) {
        remember(call, `default ${kindOf(call)}`, () => body['isDefault']).value = body['isDefault'];
        return correct.put(call, body);
      },
      show(call, kind, values) {
        const isDefault = remember(call, `default ${kind}`, () => values['isDefault']).value;
        return correct.show(call, kind, { ...values, isDefault });
      },
    },
    scenario: [put('mail', { isDefault: true }, a), put('mail', {}, b), get(a)],
  },
  {
    name: 'test-send-uses-default-of-other-space',
    fault: 'A test send in a space without a default goes through that of another space.',
    place: 'POST test, X-Space',
    quirks: {
      defaultOf: (call) =>
        correct.defaultOf(call) ??
        [...call.world.spaces.keys()].map((space) => correct.defaultOf({ ...call, space })).find(Boolean),
    },
    scenario: [put('mail', { isDefault: true }, a), test(b)],
  },
  {
    name: 'put-with-id-of-other-space-overwrites-it',
    fault: 'A PUT with the id of a setting of another space overwrites that setting.',
    place: 'every PUT, X-Space and id',
    quirks: {
      put(call, body) {
        const owner = [...call.world.spaces].find(([, s]) => body['id'] && s.get(kindOf(call))?.['id'] === body['id']);
        return correct.put({ ...call, space: owner?.[0] ?? call.space }, body);
      },
    },
    scenario: [put('mail', { id: 'x' }, a), put('mail', { id: 'x', username: 'thief' }, b), get(a)],
  },
  {
    name: 'settings-kept-per-session',
    fault: 'Settings are kept in the session, so that another login does not see them.',
    place: 'every operation, X-Space',
    quirks: {
      spaceOf(call) {
        const session = correct.owner(call, correct.cookie(call, 'ins_access_token') ?? '', 'access')?.session;
        return correct.spaceOf({ ...call, space: `${session} ${call.space}` });
      },
    },
    scenario: [put('mail'), get({ session: 'admin/2' })],
  },
  {
    name: 'settings-kept-per-user',
    fault: 'Settings are kept for each user, so that another user of the space does not see them.',
    place: 'every operation, X-Space',
    quirks: { spaceOf: (call) => correct.spaceOf({ ...call, space: `${call.user} ${call.space}` }) },
    scenario: [put('mail'), get({ session: 'operator' })],
    invisible: 'Only a second user sees it, and a run has one.',
  },
  {
    name: 'second-space-refused',
    fault: 'Once one space has a setting, a PUT of the same kind in another answers 409.',
    place: 'every PUT, X-Space',
    quirks: {
      admit(call) {
        const { route } = call;
        if (isKind(route) && otherSpaces(call).some((space) => space.has(route)))
          throw new Refused('space', 'Conflict.');
      },
      statusOf: (reason, call) => (reason === 'space' && call.space !== '' ? 409 : correct.statusOf(reason, call)),
    },
    scenario: [...shows('mail'), put('mail', {}, b)],
  },
];
