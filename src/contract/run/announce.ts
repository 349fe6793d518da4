// What a run will touch, said before it begins.
import { counted } from '../../common/counted.ts';
import { mostMessages } from '../target/client.ts';
import type { Parts } from './start.ts';
import type { Effect } from '../target/verdict.ts';

/** In one line: how many checks read, write and send, and where. */
export function announcement({ workspace, checks, used, reason }: Parts): string {
  const { effects, spaces, working, receiver } = workspace.options;
  const of = (effect: Effect): number => checks.filter((check) => check.effect === effect).length;
  const written = used.filter((space) => !spaces.madeUp || space === spaces.fallback);
  const places = [
    ...(spaces.madeUp ? [`spaces of its own (${spaces.own}…)`] : []),
    ...written.map((space) => JSON.stringify(space)),
  ];
  const writes = effects.has('write')
    ? `${of('write')} that write in ${places.join(' and ')} and restore what they found`
    : `none that write (${reason})`;
  const providers = [...working.keys()].map(({ provider }) => provider);
  const through =
    providers.length === 0 ? '' : `, some of them through the working setting of ${providers.join(' and ')}`;
  const mail = receiver ? `, whose mail comes in at ${receiver.address.host}:${receiver.address.port}` : '';
  const sends = effects.has('send')
    ? `${of('send')} that may send up to ${mostMessages} test messages${through}${mail}`
    : 'none that send';
  return `${workspace.client.target.url}: ${counted(of('read'), 'check')} that read in ${JSON.stringify(spaces.own)}, ${writes}, ${sends}.`;
}
