// Loads the one bundle that the command and the library are made of, from what V8 compiled at an earlier start where there is
// such a thing.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { markUse, readCache, writeCache } from './code-cache.ts';
import { userFolder } from '../common/user-folder.ts';

export interface Load {
  /** Where the bundle is. */
  readonly folder: string;
  /** The bundle's name: a hash of what it is. */
  readonly build: string;
  /** What it is loaded for: each use compiles other parts. */
  readonly use: 'serve' | 'contract' | 'library';
}

export interface Loaded<T> {
  readonly exports: T;
  /** Keeps the compiled code for the next start, unless it was loaded from there. */
  readonly keep: () => void;
}

/** Loads the bundle, which is trusted to export a T. */
export function loadBundle<T>({ folder, build, use }: Load): Loaded<T> {
  const file = join(folder, 'bundle.cjs');
  const require = createRequire(file);
  const isOff = process.env['OTP_SETTINGS_MOCK_CACHE'] === 'off';
  const caches = isOff ? undefined : userFolder('cache', process.env);
  // Node finds source maps only of what it loads by itself.
  if (caches === undefined || process.sourceMapsEnabled) return { exports: require(file) as T, keep: () => undefined };
  const cache = join(caches, `${use}-${build}-${process.version}-${process.arch}.bin`);
  const cachedData = readCache(cache);
  const unmark = cachedData && markUse(cache);
  const script = new Script(wrapped(file), { filename: file, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  (script.runInThisContext() as Wrapper)(module.exports, require, module, file, folder);
  unmark?.();
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  return {
    exports: module.exports as T,
    keep: () => {
      if (!isKept) writeCache(cache, script.createCachedData());
    },
  };
}

type Wrapper = (...given: readonly [object, NodeJS.Require, { exports: object }, string, string]) => void;

/** As Node wraps CommonJS. */
function wrapped(file: string): string {
  return `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
}
