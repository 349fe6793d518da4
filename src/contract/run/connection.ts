// The connection of a run to its target: how requests go out, and who is logged in.
import { StartError } from '../../document/start-error.ts';
import { isLoopback } from '../../common/loopback.ts';
import { Client } from '../target/client.ts';
import { login } from '../target/login.ts';
import { NetworkError } from '../target/network-error.ts';
import { OtpUser } from '../target/otp-user.ts';
import type { Plan } from './plan.ts';
import { ResilientTarget } from '../target/resilient.ts';
import type { RunOptions } from './run-options.ts';
import { Scrubber } from '../target/scrubber.ts';
import { secretFieldsOf } from '../model/kinds.ts';
import { ConcurrentWriters } from '../model/concurrent-writers.ts';
import { createTarget, type Target } from '../target/http.ts';
import { credentialsOf, type WorkingSettings, workingSettings } from '../model/working-settings.ts';

/** Of the first user of a mock. */
export const usualCredentials = { username: 'admin', password: 'admin' } as const;

/** In milliseconds. */
const usualTimeout = 10_000;

/** What is there before the login. */
export interface Connection {
  readonly options: RunOptions;
  readonly plan: Plan;
  readonly target: Target;
  readonly working: WorkingSettings;
  readonly scrubber: Scrubber;
  /** How many requests were sent again, by cause. */
  readonly repeated: () => Readonly<Record<string, number>>;
  /** How many of them the network, or a proxy, was the cause of. */
  readonly faults: () => number;
}

/** Leaves the connection open unless what is done with it fails. */
export async function connected<R>(
  options: RunOptions,
  plan: Plan,
  use: (connection: Connection) => Promise<R>,
): Promise<R> {
  const working = workingSettings(plan.subjects.kinds, options.workingSettings ?? []);
  const { url, timeout = usualTimeout, insecure = false, ca } = options;
  const scrubber = new Scrubber(plan.subjects.kinds.flatMap(secretFieldsOf));
  scrubber.add(options.credentials?.password, options.token, ...credentialsOf(working));
  const bare = await createTarget(url, { timeout, insecure, ...(ca !== undefined && { ca }) });
  const resilient = new ResilientTarget(bare, options.parallel ?? usualParallel(bare));
  const target = scrubber.watch(resilient);
  const counts = { repeated: () => resilient.repeated, faults: () => resilient.faults };
  try {
    return await use({ options, plan, target, working, scrubber, ...counts });
  } catch (error) {
    await target.close();
    if (error instanceof NetworkError) throw new StartError(`${target.url} cannot be checked: ${error.message}.`);
    throw error;
  }
}

/** How many requests go on at once: few where others work. */
function usualParallel({ url }: Target): number {
  return isLoopback(new URL(url).hostname) ? 16 : 4;
}

/** The session, and what all workspaces of a run have in common. */
export async function logIn({ options, plan, target, working, scrubber }: Connection) {
  const { kinds, list, test } = plan.subjects;
  const { otpUser, timeout = usualTimeout } = options;
  const credentials = options.token === undefined ? (options.credentials ?? usualCredentials) : undefined;
  const session = credentials ? await login(target, credentials) : { access: options.token ?? '', askedAt: Date.now() };
  const client = new Client({ target, session, ...(credentials && { credentials }) });
  const settings = {
    client,
    kinds,
    list: list.operation,
    test: test.operation,
    writers: new ConcurrentWriters(kinds),
    seed: options.rngSeed ?? Math.floor(Math.random() * 2 ** 31),
    working,
    waitForExpiry: options.waitForExpiry ?? false,
    otpUser: otpUser && (await OtpUser.of(otpUser, { target, scrubber, timeout })),
  };
  return { settings, session };
}
