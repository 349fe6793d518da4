// Files and logs that are on a shelf, as their users see them.
import type { JsonFile } from './json-file.ts';
import type { LogFile } from './log-file.ts';
import type { Shelf, Shelved } from './shelf.ts';

/** The file of a name, which is put on the shelf whenever it is used. */
export function fileOn<T>(shelf: Shelf<JsonFile<T> & Shelved>, name: string): JsonFile<T> {
  return {
    read: () => shelf.use(name, (file) => file.read()),
    change: (apply) => shelf.use(name, (file) => file.change(apply)),
    overwrite: (value) => shelf.use(name, (file) => file.overwrite(value)),
  };
}

/** The log of a name, in the same way. */
export function logOn<T>(shelf: Shelf<LogFile<T> & Shelved>, name: string): LogFile<T> {
  return {
    read: () => shelf.use(name, (log) => log.read()),
    append: (create) => shelf.use(name, (log) => log.append(create)),
    drop: (fits) => shelf.use(name, (log) => log.drop(fits)),
    clear: () => shelf.use(name, (log) => log.clear()),
    remove: () => shelf.use(name, (log) => log.remove()),
  };
}
