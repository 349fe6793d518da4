// The values that the global setup provides to the workers.
import 'vitest';

/** Where the mock of the whole run listens. */
export interface SharedMock {
  readonly url: string;
  readonly controlToken: string | undefined;
}

declare module 'vitest' {
  interface ProvidedContext {
    otpSettingsMock?: SharedMock;
  }
}
