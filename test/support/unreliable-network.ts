// An unreliable network between a run and its target: late responses, refusals of a proxy, connections that break before or after the
// target has done its work, and a client that works in the same spaces.
import { setTimeout as wait } from 'node:timers/promises';
import { generateMersenne53Randomizer } from '@faker-js/faker';
import { login } from '../../src/contract/target/login.ts';
import type { Report } from '../../src/contract/report/report.ts';
import type { RunOptions } from '../../src/contract/run/run.ts';
import { createTarget } from '../../src/contract/target/http.ts';
import { type Between, openBetween } from './between.ts';
import { judge } from './judge.ts';
import { otpUserOf, startBackend } from '../targets/backend.ts';
import { type Kind, kinds, routes } from '../targets/page.ts';
import type { Quirks } from '../targets/quirks.ts';
import { bodies } from '../targets/scenario.ts';

export interface Network {
  readonly seed: number;
  /** The longest delay of a request in milliseconds. Most are short: a tenth of them is longer than half of it. */
  readonly jitter: number;
  /** Of the requests: how many are refused with 429 or 503, or lost. */
  readonly bad: number;
  /** The seconds of Retry-After that 429 has at most. */
  readonly retryAfter: number;
  /** Milliseconds between two writes of another user in the default space, on average. Without it, there is no other user. */
  readonly otherWriterEvery?: number;
}

function openNetwork(target: string, { seed, jitter, bad, retryAfter }: Network): Promise<Between> {
  const random = randomOf(seed);
  return openBetween(target, {
    delay: () => jitter * random() ** 7,
    lose: () => random() < bad / 4,
    respond(response) {
      const draw = random() * 4;
      if (draw < bad) response.destroy();
      else if (draw < 2 * bad)
        response.writeHead(429, { 'retry-after': String(Math.round(random() * retryAfter)) }).end();
      else if (draw < 3 * bad) response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>Unavailable</h1>');
      return draw < 3 * bad;
    },
  });
}

const randomOf = (seed: number): (() => number) => {
  const randomizer = generateMersenne53Randomizer(seed);
  return () => randomizer.next();
};

export interface OverNetwork {
  readonly network: Network;
  readonly quirks: Partial<Quirks>;
  readonly run: Omit<RunOptions, 'url'>;
}

export interface Judged {
  readonly report: Report;
  /** What is not as it was before the run, as far as that is due to the run. */
  readonly lost: readonly string[];
}

/** The space that others use, too. */
const space = 'default_space';

/** A whole run over an unreliable network. Settings of others are there before it. */
export async function judgeOverNetwork({ network, quirks, run }: OverNetwork): Promise<Judged> {
  const { seed, otherWriterEvery } = network;
  const backend = await startBackend(quirks);
  const between = await openNetwork(backend.url, network);
  const other = await operatorAt(backend.url, run.token);
  for (const [number, kind] of kinds.entries()) await other.write(kind, number); // what is not there cannot be removed again
  const before = await other.read();
  const leave = otherWriterEvery === undefined ? undefined : keepWriting(other, { every: otherWriterEvery, seed });
  try {
    const otpUser = run.token === undefined ? { otpUser: otpUserOf(backend.url) } : {};
    const { report } = await judge({ rngSeed: seed, ...otpUser, ...run, url: between.url });
    await leave?.();
    const after = leave ? before : await other.read();
    const lost = report.restored.filter(({ outcome }) => outcome === 'lost');
    return { report, lost: [...lost.map((each) => JSON.stringify(each)), ...(after === before ? [] : [after])] };
  } finally {
    await leave?.();
    await other.close();
    between.close();
    await backend.close();
  }
}

interface Operator {
  /** The settings of the space, without dates. */
  read(): Promise<string>;
  /** What becomes of it is no concern of the run. */
  write(kind: Kind, number: number): Promise<void>;
  close(): Promise<void>;
}

/** Another user, who works in the same space. */
async function operatorAt(url: string, token: string | undefined): Promise<Operator> {
  const target = await createTarget(url, { timeout: 5_000 });
  const user = { username: 'operator', password: 'operator' };
  const headers = async (): Promise<Record<string, string>> => {
    const access = token ?? (await login(target, user)).access; // each time: tokens may be short-lived
    return { Cookie: `ins_access_token=${access}`, 'X-Space': space, 'Content-Type': 'application/json' };
  };
  return {
    async read() {
      const path = '/api/otp/settings';
      const { text } = await target.send({ method: 'GET', path, headers: await headers() });
      return text.replaceAll(/\s+/g, '').replaceAll(/"(lastModified\w+|creationDate|createdBy|id)":"[^"]*",?/g, '');
    },
    async write(kind, number) {
      const { path = '' } = routes.find(({ route }) => route === kind) ?? {};
      const body = JSON.stringify(bodyOf(kind, number));
      await target.send({ method: 'PUT', path, headers: await headers(), body }).catch(() => undefined);
    },
    close: () => target.close(),
  };
}

function bodyOf(kind: Kind, number: number): Record<string, unknown> {
  const kept = new Set(['type', 'provider', 'transportStrategy']);
  const own = Object.entries(bodies[kind]).map(([name, value]) => [
    name,
    typeof value === 'string' && !kept.has(name) ? `operator ${number}` : value,
  ]);
  const port = kind === 'mail' && { smtpPort: 1 + (number % 65_535) };
  return { ...Object.fromEntries(own), isDefault: number % 2 === 0, ...port };
}

interface Habit {
  /** Milliseconds between two writes, on average. */
  readonly every: number;
  readonly seed: number;
}

/** Writes now and then. Returns what ends it. */
function keepWriting(operator: Operator, { every, seed }: Habit): () => Promise<void> {
  const random = randomOf(seed);
  const over = new AbortController();
  const work = (async () => {
    while (!over.signal.aborted) {
      await wait(2 * every * random(), undefined, over).catch(() => undefined);
      const kind = kinds[Math.floor(random() * kinds.length)] ?? 'mail';
      if (!over.signal.aborted) await operator.write(kind, Math.floor(random() * 1e6));
    }
  })();
  return async () => {
    over.abort();
    await work;
  };
}
