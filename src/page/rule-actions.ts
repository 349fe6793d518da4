// What changes by what the mock answers: the assumptions, and which operations the upstream answers instead.
import type { Model } from './model.ts';
import type { Outcome } from './outcomes.ts';

/** Changes one assumption, or has all be as at the start. */
export async function assume(
  model: Model,
  change: readonly [name: string, value: string] | undefined,
): Promise<Outcome> {
  const now = Object.fromEntries(model.rules.assumptions.value.map(({ name, value }) => [name, value]));
  const assumptions = change ? { ...now, [change[0]]: change[1] } : {};
  try {
    await model.api.ask('/__mock/assumptions', { method: 'PUT', body: { assumptions } });
  } finally {
    await model.rules.load(model.api);
  }
  return { text: change ? `From now on, ${change.join(' is ')}` : 'The assumptions are as at the start' };
}

/** Has the upstream answer these operations, and the mock the others. */
export async function forwardOnly({ api, upstream }: Model, forward: readonly string[]): Promise<Outcome> {
  try {
    await api.ask('/__mock/upstream', { method: 'PUT', body: { forward } });
  } finally {
    await upstream.load(api);
  }
  return { text: forward.length === 0 ? 'All operations are mocked' : `Forwarded: ${forward.join(', ')}` };
}

/** Has the mock behave as the upstream was seen to. */
export async function assumeObserved(model: Model): Promise<Outcome> {
  const observed = Object.entries(model.upstream.observed.value);
  const now = model.rules.assumptions.value.map(({ name, value }) => [name, value] as const);
  const assumptions = Object.fromEntries([...now, ...observed.map(([name, { value }]) => [name, value] as const)]);
  await model.api.ask('/__mock/assumptions', { method: 'PUT', body: { assumptions } });
  await model.rules.load(model.api);
  return { text: 'The mock now assumes what was observed' };
}
