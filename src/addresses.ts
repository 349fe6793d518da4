// Under which names and addresses others reach this machine, where the mock listens for them.
import { hostname, networkInterfaces } from 'node:os';
import { isLoopback } from './loopback.ts';

const everywhere = new Set(['0.0.0.0', '::']);

/** The URLs that somebody can open: both names of this machine where no host was chosen, or one for each network interface. */
export function openableUrls(url: string, host: string | undefined): string[] {
  const { port } = new URL(url);
  if (host === undefined) return [url, `http://localhost:${port}`];
  if (!everywhere.has(host)) return [url];
  const found = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ family, internal }) => !internal && (family === 'IPv4' || host === '::')),
  );
  // An address of one link only has to be written with the name of the interface, which a URL cannot hold.
  const reachable = found.filter(({ address }) => !address.startsWith('fe80:'));
  const urls = reachable.map(({ address, family }) => `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`);
  return urls.length > 0 ? urls : [`http://localhost:${port}`];
}

/** The names by which others may call this machine when the mock listens on `host`. */
export function namesOfThisMachine(host: string | undefined): string[] {
  if (host === undefined || isLoopback(host)) return [];
  const name = hostname().toLowerCase();
  return name.includes('.') ? [name] : [name, `${name}.local`];
}
