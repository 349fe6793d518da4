// The contract run as it is shipped: out of the built bundle, read as the library reads it. Needs a build.
import type * as source from '../../src/contract/run.ts';

const library = new URL('../../dist/library.js', import.meta.url).href;

export const { Run } = (await import(library)) as Pick<typeof source, 'Run'>; // built of that file
export type Run = source.Run;
