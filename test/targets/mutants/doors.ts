// Mutants that let requests in by a way that nobody thought of: another spelling of a path, another header, half a token.
import { correct } from '../backend.ts';
import type { Mutant } from '../mutant.ts';
import type { Call, Quirks } from '../quirks.ts';
import { call, get, put } from '../scenario.ts';

const nobody = 'anonymousUser';

/** A path that is read as another one lets anybody in, because the filter looks for the path as it is. */
const read = (change: (path: string) => string): Partial<Quirks> => ({
  route: (each) => correct.route({ ...each, path: change(each.path) }),
  authenticate: (each) => (change(each.path) === each.path ? correct.authenticate(each) : nobody),
});

/** Where `when` holds, a request without a valid token is let in. */
const letIn = (when: (each: Call) => boolean): Partial<Quirks> => ({
  authenticate: (each) => (when(each) ? nobody : correct.authenticate(each)),
});

const noToken = { token: null };
const at = (path: string) => ({ ...get(noToken), path });

export const doorMutants: readonly Mutant[] = [
  {
    name: 'slash-at-end-lets-in',
    fault: 'A path with a slash at its end is the same one, and needs no token.',
    place: 'every operation, ins_access_token Required',
    quirks: read((path) => path.replace(/\/$/, '')),
    scenario: [at('/api/otp/settings/')],
  },
  {
    name: 'two-slashes-let-in',
    fault: 'Two slashes are read as one, and need no token.',
    place: 'every operation, ins_access_token Required',
    quirks: read((path) => path.replaceAll('//', '/')),
    scenario: [at('//api/otp/settings')],
  },
  {
    name: 'path-parameter-lets-in',
    fault: 'What follows a semicolon is cut off the path, and needs no token.',
    place: 'every operation, ins_access_token Required',
    quirks: read((path) => path.replace(/;.*/, '')),
    scenario: [at('/api/otp/settings;a=b')],
  },
  {
    name: 'path-in-capitals-lets-in',
    fault: 'Paths are found in any letter case, and those in capitals need no token.',
    place: 'every operation, ins_access_token Required',
    quirks: read((path) => path.toLowerCase()),
    scenario: [at('/api/otp/SETTINGS')],
  },
  {
    name: 'encoded-path-lets-in',
    fault: 'An encoded path is decoded after the token was asked for.',
    place: 'every operation, ins_access_token Required',
    quirks: read((path) => decodeURIComponent(path)),
    scenario: [at('/api/otp/%73ettings')],
  },
  {
    name: 'bearer-without-check',
    fault: 'Any text after Bearer is a token.',
    place: 'every operation, ins_access_token obtained after successful login',
    quirks: letIn(({ headers }) => headers.authorization?.startsWith('Bearer ') === true),
    scenario: [get({ token: null, headers: { authorization: 'Bearer x' } })],
  },
  {
    name: 'local-address-needs-no-token',
    fault: 'A request that says it comes from this machine needs no token.',
    place: 'every operation, ins_access_token Required',
    quirks: letIn(({ headers }) => headers['x-forwarded-for'] === '127.0.0.1'),
    scenario: [get({ token: null, headers: { 'x-forwarded-for': '127.0.0.1' } })],
  },
  {
    name: 'head-needs-no-token',
    fault: 'HEAD needs no token.',
    place: 'GET settings, ins_access_token Required',
    quirks: letIn(({ method }) => method === 'HEAD'),
    scenario: [{ ...get(noToken), method: 'HEAD' }],
  },
  {
    name: 'first-half-of-a-token-is-enough',
    fault: 'Tokens are compared by their first sixteen characters.',
    place: 'every operation, ins_access_token obtained after successful login',
    quirks: {
      owner(each, text, use) {
        const whole = [...each.world.tokens.keys()].find((token) => token.slice(0, 16) === text.slice(0, 16));
        return correct.owner(
          each,
          text.length === 16 || text.length < (whole?.length ?? 0) ? (whole ?? text) : text,
          use,
        );
      },
    },
    scenario: [get({ token: (token) => token.slice(0, token.length / 2) })],
  },
  {
    name: 'refresh-token-by-its-start',
    fault: 'Refresh tokens are compared by their first sixteen characters.',
    place: 'ins_refresh_token',
    quirks: {
      owner(each, text, use) {
        const whole = [...each.world.tokens.keys()].find((token) => token.slice(0, 16) === text.slice(0, 16));
        return correct.owner(each, use === 'refresh' ? (whole ?? text) : text, use);
      },
    },
    scenario: [get(), call('refresh', undefined, { token: null, headers: { cookie: 'ins_refresh_token={refresh}x' } })],
  },
  {
    name: 'list-without-space-shows-another',
    fault: 'The list without X-Space shows the space that was used last.',
    place: 'GET settings, X-Space',
    quirks: {
      space(each) {
        const { memory } = each.world;
        if (each.headers['x-space'] === undefined)
          return (memory.get('last space') as string | undefined) ?? 'default_space';
        const name = correct.space(each);
        memory.set('last space', name);
        return name;
      },
    },
    scenario: [put('mail'), get({ space: null })],
  },
];
