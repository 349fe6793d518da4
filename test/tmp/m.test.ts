import { appendFileSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { startBackend } from '/work/main/test/targets/backend.ts';
import { mutants } from '/work/main/test/targets/mutants.ts';
import { variants } from '/work/main/test/targets/variants.ts';
import { judge, troubles } from '/work/main/test/support/judge.ts';
const part = Number(process.env.PART ?? 0), parts = Number(process.env.PARTS ?? 1);
const what = process.env.WHAT ?? 'variants';
const out = `/tmp/matrix-${what}-${part}.txt`;
writeFileSync(out, '');
test('matrix', { timeout: 3_000_000 }, async () => {
  const list = (what === 'variants' ? [{ name: 'correct', quirks: {}, differs: {} }, ...variants] : mutants).filter((_, i) => i % parts === part).filter((m)=>!process.env.NAME||m.name===process.env.NAME);
  for (const m of list) {
    const b = await startBackend(m.quirks);
    const t = performance.now();
    try {
      const { report, run } = await judge({ url: b.url, ...((m as any).token && { token: (m as any).token }), timeout: 4000 });
      const n = (o: string) => report.checks.filter((c) => c.outcome === o).length;
      const lines = [`## ${m.name} ${JSON.stringify((m as any).differs ?? (m as any).fault)} held ${n('held')} failed ${n('failed')} differs ${n('differs')} blocked ${n('blocked')} skipped ${n('skipped')} ${(performance.now() - t).toFixed(0)}ms puts ${run.visit.counts.puts}${report.stopped ?? ''}`];
      for (const line of troubles(report, ['failed', 'differs']).slice(0, Number(process.env.LINES ?? 12))) lines.push('   ' + line.slice(0, 300));
      if (process.env.SKIPS) for (const line of troubles(report, ['skipped', 'blocked'])) lines.push('   skip ' + line.slice(0, 200));
      appendFileSync(out, lines.join('\n') + '\n');
    } catch (e) { appendFileSync(out, `## ${m.name} THREW ${String((e as Error).stack).slice(0, 600)}\n`); }
    await b.close();
  }
});
