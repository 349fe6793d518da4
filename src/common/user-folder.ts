// The folders of a user for what a program keeps, by the conventions of the system. Nothing here may throw: the program also
// starts without them.
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** `cache`: what can be made again; `state`: what cannot. */
type Use = 'cache' | 'state';

/** The XDG Base Directory Specification. */
const unix = { cache: ['XDG_CACHE_HOME', '.cache'], state: ['XDG_STATE_HOME', join('.local', 'state')] } as const;

const macOS = { cache: 'Caches', state: 'Application Support' } as const;

/** The folder of this program; undefined where there is no home. */
export function userFolder(use: Use, env: NodeJS.ProcessEnv, platform = process.platform): string | undefined {
  const [variable, usual] = unix[use];
  const base = env[platform === 'win32' ? 'LOCALAPPDATA' : variable];
  if (base !== undefined && isAbsolute(base)) return join(base, 'otp-settings-mock');
  try {
    return join(homedir(), platform === 'darwin' ? join('Library', macOS[use]) : usual, 'otp-settings-mock');
  } catch {
    return undefined; // a user without an entry, as containers have
  }
}
