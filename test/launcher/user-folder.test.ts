// Where a program keeps things on each system.
import { expect, it } from 'vitest';
import { userFolder } from '../../src/common/user-folder.ts';

it.each([
  ['cache', 'linux', { XDG_CACHE_HOME: '/var/cache' }, /^\/var\/cache\/otp-settings-mock$/],
  ['cache', 'linux', { XDG_CACHE_HOME: 'relative' }, /^\/.*\/\.cache\/otp-settings-mock$/],
  ['cache', 'darwin', {}, /\/Library\/Caches\/otp-settings-mock$/],
  ['cache', 'win32', { LOCALAPPDATA: '/AppData/Local' }, /^\/AppData\/Local\/otp-settings-mock$/],
  ['state', 'linux', { XDG_STATE_HOME: '/var/state' }, /^\/var\/state\/otp-settings-mock$/],
  ['state', 'linux', {}, /\/\.local\/state\/otp-settings-mock$/],
  ['state', 'darwin', {}, /\/Library\/Application Support\/otp-settings-mock$/],
  ['state', 'win32', { LOCALAPPDATA: '/AppData/Local' }, /^\/AppData\/Local\/otp-settings-mock$/],
] as const)('The folder for %s on %s with %j follows the conventions of the system', (use, platform, env, expected) => {
  expect(userFolder(use, env, platform)).toMatch(expected);
});
