// The names and addresses under which other machines reach this one.
import { hostname, networkInterfaces } from 'node:os';
import { isLoopback } from '../common/loopback.ts';

const everywhere = new Set(['0.0.0.0', '::']);

/** The URLs that a person can open: both loopback names if no host was chosen, otherwise one for each network interface. */
export function openableUrls(url: string, host: string | undefined): string[] {
  const { port } = new URL(url);
  if (host === undefined) return [url, `http://localhost:${port}`];
  if (!everywhere.has(host)) return [url];
  const found = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ family, internal }) => !internal && (family === 'IPv4' || host === '::')),
  );
  // A link-local address needs the name of its interface, which a URL cannot contain.
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
