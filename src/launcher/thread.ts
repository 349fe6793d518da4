// The door of a mock in a thread of its own: see integrations/thread.ts.
import { loadBundle } from './load-bundle.ts';

/** The bundle's name; the build writes it here. */
declare const BUILD: string;

/** What the bundle has to offer here. */
interface Threaded {
  runInThread(): Promise<void>;
}

const { exports } = loadBundle<Threaded>({ folder: import.meta.dirname, build: BUILD, use: 'library' });
void exports.runInThread();
