// What happens to a team of mocks and its database while others write.
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { ask } from './databases.ts';
import type { PostgresServer } from './postgres.ts';
import type { Running } from './process.ts';

export interface Struck {
  readonly server: PostgresServer;
  /** Those that were there may be replaced by others. */
  readonly mocks: Running[];
  readonly random: () => number;
  /** @param ahead how far its clock is ahead of the others, in seconds */
  readonly startOne: (ahead?: number) => Promise<Running>;
  /** The spaces that others write in. */
  readonly spaces: readonly string[];
  /** Restores all of them by one of the mocks. */
  readonly restore: () => Promise<void>;
  /** Has them be forgotten by what is done. */
  readonly forget: (work: () => Promise<void>) => Promise<void>;
}

async function kill({ mocks, startOne }: Struck, struck: readonly Running[], ahead?: number): Promise<void> {
  await Promise.all(struck.map((mock) => mock.stop('SIGKILL')));
  for (const mock of struck) mocks.splice(mocks.indexOf(mock), 1, await startOne(ahead));
}

const oneOf = <T>(all: readonly T[], random: () => number): T => all[Math.floor(random() * all.length)] as T;

async function restart({ server }: Struck, how: 'fast' | 'crash'): Promise<void> {
  await server.end(how);
  await server.begin();
}

const terminate = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'otp-settings-mock'`;

/** Each has done what it does when it resolves; what it has ended is there again. */
export const strikes = {
  kill: (team) => kill(team, [oneOf(team.mocks, team.random)]),
  'kill all': (team) => kill(team, [...team.mocks]),
  crash: (team) => restart(team, 'crash'),
  restart: (team) => restart(team, 'fast'),
  async terminate({ server }) {
    for (let times = 0; times < 5; times += 1) {
      await ask(terminate, server.url);
      await wait(40);
    }
  },
  async lock({ server, spaces, random }) {
    const client = new Client(server.url);
    await client.connect();
    for (const table of ['settings', 'outboxes'])
      await client.query(
        `${table === 'settings' ? 'BEGIN; ' : ''}SELECT * FROM otp_settings_mock.${table} WHERE space = '${oneOf(spaces, random)}' FOR UPDATE`,
      );
    await wait(500);
    await client.end();
  },
  async restore({ restore }) {
    for (let times = 0; times < 3; times += 1) await restore();
  },
  empty: ({ server, forget }) =>
    forget(async () => {
      // It may stand in the way of the writers, and they in its way.
      for (let isDone = false; !isDone;)
        isDone = await ask('DROP SCHEMA otp_settings_mock CASCADE', server.url).then(
          () => true,
          () => false,
        );
    }),
  clock: (team) => kill(team, [oneOf(team.mocks, team.random)], oneOf([20, 400, -400], team.random)),
} satisfies Record<string, (team: Struck) => Promise<void>>;

/** Options of Node with which the clock of a process is ahead of the real one. */
export const clockAhead = (seconds: number): string =>
  `--import=data:text/javascript,${encodeURIComponent(
    `const Real = Date; globalThis.Date = class extends Real { constructor(...parts) { super(...(parts.length ? parts : [Real.now() + ${seconds * 1_000}])); } static now() { return Real.now() + ${seconds * 1_000}; } };`,
  )}`;
