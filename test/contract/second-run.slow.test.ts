// A second run against a target in which the first one has left its settings, because they cannot be deleted.
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from '../../src/server.ts';
import { judge, troubles } from '../support/judge.ts';
import { Run } from '../support/shipped.ts';
import { correct, startBackend } from '../targets/backend.ts';
import type { World } from '../targets/quirks.ts';
import { maskedSecrets, noSecrets } from '../targets/variants/silent.ts';
import { exitCodeOf } from '../../src/contract/report/report.ts';
import { bodies } from '../targets/scenario.ts';

describe('A second run', () => {
  it('A second run against a backend that keeps its settings fails nothing, nor does its comparison with a mock', async () => {
    const backend = await startBackend();
    const mock = await createServer();
    onTestFinished(async () => void (await Promise.all([backend.close(), mock.close()])));
    const url = await mock.listen({ port: 0 });
    for (let time = 1; time <= 2; time += 1) {
      const run = await Run.start({ url: backend.url, rngSeed: 1 });
      await run.judgeAll();
      const other = await Run.start({ url, only: ['list.answers'] });
      await run.compare(other, 20);
      await other.finish();
      const report = await run.finish();
      expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
      expect(report.fidelity?.deviations).toEqual([]);
    }
  });

  it.each([
    ['masks', maskedSecrets],
    ['omits', noSecrets],
  ] as const)(
    'A second run against a backend that %s secrets passes as well, and no working credential remains',
    async (_does, quirks) => {
      const working = { ...bodies.mail, username: 'sandbox', password: 'sandbox-secret', isDefault: true };
      let world: World | undefined;
      const backend = await startBackend({
        ...quirks,
        put(call, body) {
          ({ world } = call);
          return correct.put(call, body);
        },
      });
      onTestFinished(() => backend.close());
      for (let time = 1; time <= 2; time += 1) {
        const { report } = await judge({ url: backend.url, workingSettings: [working] });
        expect(troubles(report, ['failed', 'flaky', 'blocked'])).toEqual([]);
        expect(report.restored.filter(({ outcome }) => outcome === 'lost')).toEqual([]);
        expect(exitCodeOf(report)).toBe(0);
      }
      const left = [...(world?.spaces ?? [])].flatMap(([space, settings]) =>
        [...settings.values()].filter(({ password }) => password === 'sandbox-secret').map(() => space),
      );
      expect(left).toEqual([]);
    },
  );
});
