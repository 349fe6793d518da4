// npm run bench [-- install start requests flat contract upstream team] [--peers]: what installing, starting and asking cost, beside bare Express and,
// where wanted, other mock servers, in one run; and whether it stays the same at any size. Without names all but the last,
// which needs a database.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureContract } from './contract.js';
import { measureFlat } from './flat.js';
import { measureInstall } from './install.js';
import { peers as allPeers } from './peers.js';
import { measureRequests } from './requests.js';
import { measureStart } from './start.js';
import { measureTeam } from './team.js';
import { measureUpstream } from './upstream.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { peers: { type: 'boolean' } } });
const wanted = (name) => positionals.length === 0 || positionals.includes(name);
const peers = values.peers ? allPeers : {};
const rounds = Number(process.env.ROUNDS ?? 5);

const [{ model }, ...others] = cpus();
const date = new Date().toISOString().slice(0, 10);
console.log(`${date}, Node ${process.version}, ${others.length + 1} × ${model.trim()}, ${rounds} rounds\n`);

let folders = {};
if (wanted('install') || values.peers) {
  const { text, folders: installed } = await measureInstall(peers, wanted('install') ? rounds : 1);
  folders = installed;
  if (wanted('install')) console.log(`${text}\n`);
}
if (wanted('start')) console.log(`${await measureStart({ peers, folders, rounds })}\n`);
if (wanted('requests')) console.log(`${await measureRequests({ peers, folders, rounds })}\n`);
if (wanted('flat')) console.log(`${await measureFlat(rounds, process.env.PARTS?.split(','))}\n`);
if (wanted('contract')) console.log(`${await measureContract(rounds)}\n`);
if (wanted('upstream')) console.log(`${await measureUpstream()}\n`);
if (positionals.includes('team')) console.log(await measureTeam(rounds));
