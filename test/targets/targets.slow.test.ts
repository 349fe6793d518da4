// Mutants are wrong and variants are right: each is told from The correct backend where it says that it differs.
import { describe, expect, test } from 'vitest';
import { type AssumptionName, isValueOf, observableNames, table } from '../../src/assumptions/table.ts';
import { startBackend } from './backend.ts';
import { mutants } from './mutants.ts';
import { type Kind, kinds, routes } from './page.ts';
import { bodies, play } from './scenario.ts';
import { silentPoints } from './silent-points.ts';
import { type Variant, variants } from './variants.ts';

/** The names that are there more than once. */
function twice(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

describe('mutants', () => {
  test('Mutants are many and have unique names', () => {
    const names = mutants.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(70);
    expect(twice(names)).toEqual([]);
    expect(names.filter((name) => !kebab.test(name))).toEqual([]);
  });

  test('Mutants without a scenario cannot be seen from outside', () => {
    const silent = mutants.filter(({ scenario }) => scenario.length === 0);
    expect(silent.filter(({ invisible }) => invisible === undefined)).toEqual([]);
  });

  const visible = mutants.filter(({ scenario }) => scenario.length > 0);
  test.for(visible)('The mutant $name responds differently from the correct backend', async ({ quirks, scenario }) => {
    const expected = await play({}, scenario);
    expect(await play({}, scenario)).toEqual(expected);
    expect(await play(quirks, scenario)).not.toEqual(expected);
  });
});

describe('variants', () => {
  test('Variants have unique names', () => {
    const names = variants.map(({ name }) => name);
    expect(twice(names)).toEqual([]);
    expect(names.filter((name) => !kebab.test(name))).toEqual([]);
  });

  test('Variants exist for every non-default value of the table of assumptions alone', () => {
    const shown = observableNames.filter((name) => name !== 'otp-life'); // takes minutes
    const wanted = shown.flatMap((name) => table[name].values.slice(1).map((value) => ({ [name]: value })));
    const isListed = ([name, value]: [string, string]): boolean =>
      (table[name as AssumptionName].values as readonly string[]).includes(value);
    const single = variants
      .map(({ differs }) => differs)
      .filter((differs) => Object.keys(differs).length === 1 && Object.entries(differs).every(isListed));
    expect(single).toHaveLength(wanted.length);
    expect(single).toEqual(expect.arrayContaining(wanted));
  });

  test('Variants differ by names and values of the table only', () => {
    const known = ([name, value]: [string, string]): boolean =>
      Object.hasOwn(table, name) &&
      isValueOf(name as AssumptionName, value) &&
      table[name as AssumptionName].values[0] !== value;
    expect(variants.flatMap(({ differs }) => Object.entries(differs)).filter((each) => !known(each))).toEqual([]);
    const unseen = variants.flatMap((variant) => variant.unseen ?? []);
    expect(unseen.filter((name) => !Object.hasOwn(table, name))).toEqual([]);
  });

  const points = variants.flatMap(({ name, quirks, differs }) =>
    Object.keys(differs).map((point) => ({ name, quirks, point })),
  );
  test.for(points)('The variant $name responds differently where it says so: $point', async ({ quirks, point }) => {
    const scenario = silentPoints[point] ?? [];
    expect(await play(quirks, scenario)).not.toEqual(await play({}, scenario));
  });

  test.for(variants)('The variant $name stores and lists a setting of every provider', async (variant) => {
    const backend = await startBackend(variant.quirks);
    try {
      const headers = { cookie: await cookieOf(backend.url, variant), 'x-space': 'default_space' };
      for (const kind of kinds) expect((await store(backend.url, kind, headers)).status).toBe(204);
      const answer: unknown = await (await fetch(`${backend.url}/api/otp/settings`, { headers })).json();
      const list = (Array.isArray(answer) ? answer : (answer as { content: unknown }).content) as {
        provider: string;
      }[];
      expect(list.map(({ provider }) => provider).toSorted()).toEqual(['Dataport', 'Default', 'Netgsm', 'Twilio']);
      expect((await fetch(`${backend.url}/api/otp/settings/test`, { method: 'POST', headers })).status).toBe(204);
    } finally {
      await backend.close();
    }
  });
});

function store(url: string, kind: Kind, headers: Readonly<Record<string, string>>): Promise<Response> {
  const path = routes.find(({ route }) => route === kind)?.path ?? '';
  const body = JSON.stringify({ isDefault: kind === 'mail', ...bodies[kind] });
  return fetch(url + path, { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' }, body });
}

/** Logs in by either form, or takes the token that is given. */
async function cookieOf(url: string, { token }: Variant): Promise<string> {
  if (token !== undefined) return `ins_access_token=${token}`;
  const form = new FormData();
  form.set('username', 'admin');
  form.set('password', 'admin');
  for (const body of [form, new URLSearchParams({ username: 'admin', password: 'admin' })]) {
    const answer = await fetch(`${url}/login`, { method: 'POST', body, redirect: 'manual' });
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
    if (cookies.length > 0) return cookies.join('; ');
    if (answer.ok) return `ins_access_token=${((await answer.json()) as { access_token: string }).access_token}`;
  }
  throw new Error('Neither form logs in.');
}
