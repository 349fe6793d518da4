// The library's door: everything that the bundle has to offer.
import { setTimeout } from 'node:timers';
import { loadBundle } from './load-bundle.ts';
import { flawOfRuntime } from './runtime.ts';

/** The bundle's name; the build writes it here. */
declare const BUILD: string;

/** When most of what a program needs has been used once, in milliseconds. */
const settledAfter = 2_000;

interface Library {
  library(): Record<string, unknown>;
}

const flaw = flawOfRuntime(process.versions);
if (flaw !== undefined) throw new Error(flaw);

const { exports, keep } = loadBundle<Library>({
  folder: import.meta.dirname,
  build: BUILD,
  use: 'library',
});
setTimeout(keep, settledAfter).unref();

export default exports.library();
