// The contract run as it is shipped: out of the built bundle. Needs a build.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as source from '../../src/contract/run/run.ts';

const bundle = fileURLToPath(new URL('../../dist/bundle.cjs', import.meta.url));

const { loadRun } = createRequire(import.meta.url)(bundle) as { readonly loadRun: () => Promise<typeof source.Run> }; // built of that file
export const Run = await loadRun();
export type Run = source.Run;
