// A backend that decides a silent point otherwise than the mock: the probe of that point observes it. Whole runs against these
// and more backends: variants.slow.test.ts.
import { describe, expect, it } from 'vitest';
import { observableNames } from '../../src/assumptions/table.ts';
import { judge, troubles } from '../support/judge.ts';
import { otpUserOf, startBackend } from '../targets/backend.ts';
import { variants } from '../targets/variants.ts';

describe('Another decision on a silent point is observed', { concurrent: true }, () => {
  // Of the life of a code it takes minutes; mock.test.ts observes it by the clock of a mock.
  it.each(observableNames.filter((name) => name !== 'otp-life'))(
    'Another decision on a silent point is observed: %s',
    async (name) => {
      const variant = variants.find(({ differs }) => differs[name] !== undefined);
      if (!variant) throw new Error('Expected a variant that differs in this point, in test/targets/variants.');
      const backend = await startBackend(variant.quirks);
      const { report } = await judge({
        url: backend.url,
        otpUser: otpUserOf(backend.url),
        only: [`assumption.${name}`],
      }).finally(() => void backend.close());
      expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
      expect(report.assumptions[name]?.observed).toBe(variant.differs[name]);
    },
  );
});
