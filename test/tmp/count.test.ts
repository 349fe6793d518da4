import { test } from 'vitest';
import { startBackend } from '../targets/backend.ts';
import { Run } from '../../src/contract/run.ts';
test('count', { timeout: 60_000 }, async () => {
  const b = await startBackend();
  const run = await Run.start({ url: b.url });
  const by = new Map<string, [number, number, number]>();
  let n = 0; const send = run.visit.options.target.send; (run.visit.options.target as any).send = (a: any) => { n++; return send(a); };
  for (const c of run.checks) {
    n = 0; const t = performance.now(); await run.judge(c); const ms = performance.now() - t;
    const key = c.id.replace(/^put-\w+\./, 'put-*.').replace(/\*\.(\w+)\.([a-z-]+)/, '*.FIELD.$2');
    const e = by.get(key) ?? [0, 0, 0]; by.set(key, [e[0] + 1, e[1] + n, e[2] + ms]);
  }
  await run.finish(); await b.close();
  const rows = [...by].sort((a, b) => b[1][1] - a[1][1]);
  console.log(rows.slice(0, 45).map(([k, [c, r, ms]]) => `${k} checks ${c} requests ${r} ${ms.toFixed(0)}ms`).join('\n'), rows.reduce((s, [, e]) => s + e[1], 0), rows.reduce((s, [, e]) => s + e[2], 0));
});
