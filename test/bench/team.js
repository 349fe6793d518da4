// Throughput of one, two and four mocks with one state in a database, beside one mock with a folder, in one run. All processes and
// the database share the machine, so more of them help only as far as it has cores.
import { readFileSync } from 'node:fs';
import { headersFor, load, putTo, requests } from './load.js';
import { file, median, start, table, temporaryFolder } from './programs.js';

const options = [file('dist/cli.cjs'), '--port', '0', '--log', 'silent', '--token-ttl', '86400'];
const spaces = 200;
const twilio = JSON.parse(readFileSync(file('fixtures/bodies/twilio.json'), 'utf8'));
const defaultSetting = JSON.stringify({ ...twilio, isDefault: true });
const spaceOf = () => `space_${Math.floor(Math.random() * spaces)}`;

/** As many mocks as are wanted with one state, each with its headers. */
async function startTeam(size, args) {
  const team = [];
  for (let mock = 0; mock < size; mock += 1) team.push(await start([...options, ...args]));
  const [{ url }] = team;
  const headers = await headersFor(url, 'bench');
  for (let space = 0; space < spaces; space += 1) {
    const { path, ...put } = putTo('twilio', defaultSetting);
    await fetch(`${url}${path}`, { ...put, headers: { ...headers, 'X-Space': `space_${space}` } });
  }
  return team.map((mock) => ({ ...mock, headers, space: spaceOf }));
}

/** Requests of one kind in a second, by all mocks of a team together. */
async function throughputOf(team, request) {
  const results = await Promise.all(team.map((mock) => load(mock, request)));
  return results.reduce((sum, { perSecond }) => sum + perSecond, 0);
}

/** The text of the table. */
export async function measureTeam(rounds, database = process.env.DATABASE_URL) {
  if (!database) throw new Error('npm run bench team needs the URL of a PostgreSQL database in DATABASE_URL.');
  const teams = [{ name: 'a folder', team: await startTeam(1, ['--data', temporaryFolder()]) }];
  for (const size of [1, 2, 4]) {
    const args = ['--store', database, '--name', `bench-${process.pid}-${size}`];
    teams.push({ name: `PostgreSQL, ${size} mock${size === 1 ? '' : 's'}`, team: await startTeam(size, args) });
  }
  try {
    const kinds = [requests.get, requests.put, requests.send];
    const rows = [];
    for (const kind of kinds) {
      const found = teams.map(() => []);
      for (let round = -1; round < rounds; round += 1)
        for (const [index, { team }] of teams.entries()) {
          const perSecond = await throughputOf(team, kind);
          if (round >= 0) found[index].push(perSecond);
        }
      rows.push([`${kind.label}, in a second`, ...found.map((values) => median(values).toFixed(0))]);
    }
    return table(['', ...teams.map(({ name }) => name)], rows);
  } finally {
    for (const { team } of teams) for (const { stop } of team) await stop();
  }
}
