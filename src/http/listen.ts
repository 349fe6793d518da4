// The port: at one address, or at both addresses of this machine, so that both of its names work.
import { codeOf } from '../store/file-system.ts';
import { StartError } from '../document/start-error.ts';
import { isLoopback } from '../common/loopback.ts';
import type { Express } from 'express';
import { createListener, type Listener, type ListenerOptions } from './listener.ts';

export interface Address {
  /** 4010 by default; 0 for any free port. */
  readonly port?: number | undefined;
  /** 127.0.0.1 by default, and ::1 where the machine has it: a browser may take either for `localhost`. */
  readonly host?: string | undefined;
}

export interface Port {
  /** Starts to accept requests; resolves with the URL. @throws {StartError} when the port is taken. */
  open(address?: Address): Promise<string>;
  /** Stops accepting; resolves when what is in flight is finished, or cut off at the end of the grace period. */
  close(): Promise<void>;
}

export interface PortOptions extends ListenerOptions {
  /** Whether a token guards the control API; without one the port is for this machine only. */
  readonly isGuarded: boolean;
}

const [ipv4, ipv6] = ['127.0.0.1', '::1'] as const;
/** How often another free port is tried when the one that IPv4 gave is taken in IPv6. */
const attempts = 10;

/** A port with an application behind it. */
export function createPort(app: Express, { isGuarded, ...options }: PortOptions): Port {
  let listeners: readonly Listener[] = [];
  const openAt = async (port: number, host: string): Promise<number> => {
    const listener = createListener(app, options);
    const opened = await listener.open(port, host);
    listeners = [...listeners, listener];
    return opened;
  };
  const close = async (): Promise<void> => {
    await Promise.all(listeners.map((each) => each.close()));
    listeners = [];
  };
  /** Both addresses with the same port. */
  const openBoth = async (port: number, left = attempts): Promise<number> => {
    const opened = await openAt(port, ipv4).catch(cannotListen(ipv4, port));
    try {
      return await openAt(opened, ipv6);
    } catch (error) {
      if (isMissing(error)) return opened;
      await close();
      if (port === 0 && left > 1) return openBoth(port, left - 1);
      return cannotListen(ipv6, opened)(error);
    }
  };
  return {
    async open({ port = 4010, host } = {}) {
      if (host === undefined) return urlOf(ipv4, await openBoth(port));
      if (!isGuarded && !isLoopback(host))
        throw new StartError(
          `Listening on ${host} requires a controlToken, because others can reach the control API there.`,
        );
      return urlOf(host, await openAt(port, host).catch(cannotListen(host, port)));
    },
    close,
  };
}

function urlOf(host: string, port: number): string {
  return `http://${inUrl(host)}:${port}`;
}

const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Whether the machine has no such address: IPv6 may be switched off. */
function isMissing(error: unknown): boolean {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EPROTONOSUPPORT'].includes(codeOf(error));
}

function cannotListen(host: string, port: number): (error: unknown) => never {
  return (error) => {
    const address = urlOf(host, port).slice('http://'.length);
    if (codeOf(error) === 'EADDRINUSE')
      throw new StartError(
        `The port of ${address} is in use. Stop the other process, or choose another port with --port.`,
      );
    throw new StartError(`Cannot listen on ${address} (${codeOf(error)}). Choose another --port or --host.`);
  };
}
