// The cache folder, by the conventions of the system. Nothing here may throw: the program also starts without a cache.
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The folder of this program's caches; undefined where there is no home, or the user switched the cache off. */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string | undefined {
  if (env['OTP_SETTINGS_MOCK_CACHE'] === 'off') return undefined;
  const base = platform === 'win32' ? env['LOCALAPPDATA'] : env['XDG_CACHE_HOME'];
  if (base !== undefined && isAbsolute(base)) return join(base, 'otp-settings-mock');
  try {
    return join(homedir(), ...(platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']), 'otp-settings-mock');
  } catch {
    return undefined; // a user without an entry, as containers have
  }
}
