// Which tools this machine lacks: see .config/global-setup.js.
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly missing: readonly string[];
  }
}

const missing = inject('missing');

export const hasCurl = !missing.includes('curl');
export const hasGit = !missing.includes('git');
