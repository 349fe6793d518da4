import { it } from 'vitest';
import { startBetween } from '../support/between.ts';
import { Run } from '../support/shipped.ts';
import { startBackend } from '../targets/backend.ts';
it('x', { timeout: 60000 }, async () => {
  const backend = await startBackend();
  let count = 0;
  const { url } = await startBetween(backend.url, { respond: () => { count += 1; return false; } });
  const run = await Run.start({ url });
  const by = new Map<string, [number, number]>();
  console.log('start', count);
  for (const check of run.checks) {
    const before = count;
    await run.judge(check);
    const key = check.id.replace(/^put-(twilio|netgsm|dataport|mail)/, 'put').replace(/^put\.[a-zA-Z]+\.(?=.)/, 'put.FIELD.').replace(/-(twilio|netgsm|dataport|mail)$/,'');
    const [n, c] = by.get(key) ?? [0, 0];
    by.set(key, [n + count - before, c + 1]);
  }
  const before = count;
  await run.finish();
  console.log('finish', count - before, 'total', count);
  console.log([...by].sort((a, b) => b[1][0] - a[1][0]).map(([k, [n, c]]) => `${n} ${k} (${c})`).join('\n'));
  await backend.close();
});
