// A target that is gone: the run waits for it before it gives up.
import { expect, it } from 'vitest';
import { judge } from '../support/judge.ts';
import { staging } from '../support/staging.ts';
import { correct } from '../targets/backend.ts';

it('A run names what it could not restore when the target is gone', async () => {
  let [armed, puts] = [false, 0];
  const { url } = await staging({
    write(call, answer, response) {
      if (armed && call.method === 'PUT') puts += 1;
      return puts > 30 ? void response.destroy() : correct.write(call, answer, response);
    },
  });
  armed = true;
  const { report } = await judge({ url, space: 'live' });
  expect(report.stopped).toMatch(
    /no longer responds: .*; the last request with a response was (GET|PUT|POST) \/\S+ \(\d+\)$/,
  );
  const reason = expect.stringContaining('could not be restored') as string;
  expect(report.restored).toEqual([{ space: 'live', outcome: 'lost', reason }]);
});
