// A conforming backend, and a mock with the assumptions that a run has observed of it: how alike they are.
import { type AssumptionName, isValueOf } from '../../src/assumptions/table.ts';
import { chooseAssumptions } from '../../src/assumptions/choose.ts';
import { compare, type Fidelity } from '../../src/contract/compare/fidelity.ts';
import { createPlan } from '../../src/contract/run/plan.ts';
import { Run } from './shipped.ts';
import { loadDocuments } from '../../src/document/load.ts';
import type { ServerOptions } from '../../src/options.ts';
import { createServer } from '../../src/server.ts';
import { startBackend } from '../targets/backend.ts';
import type { Quirks } from '../targets/quirks.ts';
import { judge } from './judge.ts';

export interface Compared {
  readonly quirks: Partial<Quirks>;
  /** Where there is no login. */
  readonly token?: string | undefined;
  readonly seed: number;
  /** How many sequences. */
  readonly count: number;
  /** What the mock is told otherwise than was observed. */
  readonly otherwise?: ServerOptions;
}

/** Calibrates a mock from one backend, and compares it with another one of the same kind. */
export async function fidelityOf({ quirks, token, seed, count, otherwise = {} }: Compared): Promise<Fidelity> {
  const given = token === undefined ? {} : { token };
  const observed = await observe({ quirks, ...given });
  let numbers = 0;
  const chance = { now: () => Date.now(), number: () => (numbers += 1) };
  const backend = await startBackend(quirks, chance);
  const there = await Run.start({ ...given, url: backend.url, only: ['list.answers'] });
  const assume = Object.fromEntries([...observed].filter(([name, value]) => isValueOf(name, value)));
  const mock = await createServer({ ...otherwise, assume: { ...assume, ...otherwise.assume } });
  const url = await mock.listen({ port: 0 });
  const here = await Run.start({ url, only: ['list.answers'] });
  const { subjects } = createPlan(await loadDocuments(), { assumptions: chooseAssumptions(), fuzz: 0 });
  let places = 0;
  try {
    return await compare({
      subjects,
      observed,
      seed,
      count,
      messages: Infinity,
      target: there.workspace,
      mock: here.workspace,
      fresh() {
        places += 1;
        const { spaces } = there.workspace.options;
        return spaces.madeUp ? { ...spaces, own: `space_${places}`, other: `space_${places}_2` } : spaces;
      },
    });
  } finally {
    await Promise.all([there.finish(), here.finish()]);
    await Promise.all([mock.close(), backend.close()]);
  }
}

async function observe({ quirks, token }: Pick<Compared, 'quirks' | 'token'>): Promise<Map<AssumptionName, string>> {
  const backend = await startBackend(quirks);
  try {
    const { report } = await judge({ url: backend.url, only: ['assumption.'], ...(token !== undefined && { token }) });
    const entries = Object.entries(report.assumptions) as [AssumptionName, { observed?: string }][];
    return new Map(entries.flatMap(([name, { observed }]) => (observed === undefined ? [] : [[name, observed]])));
  } finally {
    await backend.close();
  }
}
