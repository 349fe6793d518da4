// The time after something has expired: by the clock of a mock of this package, or by waiting.
import { setTimeout as wait } from 'node:timers/promises';
import { isOwnMock, travel } from '../target/own-mock.ts';
import { Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** The longest time that a run waits without being asked to, in seconds. */
const patience = 5;

interface Life {
  readonly seconds: number;
  /** Whose life it is, before “valid for”. */
  readonly what?: string;
}

/** Does something when a life is over. @throws {Undecidable} when the run may not wait so long. */
export async function afterExpiry(workspace: Workspace, life: Life, work: () => Promise<void>): Promise<void> {
  const back = life.seconds > patience ? await travelled(workspace, life.seconds + 1) : undefined;
  if (!back) await waitFor(workspace, life);
  try {
    await work();
  } finally {
    await back?.();
  }
}

/** Where the run may write, because the clock of the mock belongs to everybody who uses it. */
async function travelled({ client: { target }, options }: Workspace, seconds: number) {
  return options.effects.has('write') && (await isOwnMock(target)) ? travel(target, seconds) : undefined;
}

async function waitFor({ client, options }: Workspace, { seconds, what = 'a token is' }: Life): Promise<void> {
  const { waitForExpiry = false, record } = options;
  if (seconds > patience && !waitForExpiry)
    throw new Undecidable(`${what} valid for ${seconds} s; pass --wait-for-expiry to wait so long`);
  const until = Date.now() + seconds * 1000 + 500;
  record?.({ pause: until - Date.now() });
  while (Date.now() < until) {
    client.requireRunning();
    await wait(Math.min(until - Date.now() + 1, 200));
  }
}
