// The system's disk, but for the calls that are told to fail.
import * as node from 'node:fs/promises';
import type { FileSystem } from '../../src/store/file-system.ts';

/** A disk whose calls can be made to fail, and are counted. */
export class FailingDisk {
  readonly counts = new Map<string, number>();
  #failure: { readonly call: string; readonly code: string; after: number } | undefined;
  readonly #lacking: Readonly<Record<string, string>>;

  /** @param lacking calls that it does not have, with the code that it reports */
  constructor(lacking: Readonly<Record<string, string>> = {}) {
    this.#lacking = lacking;
  }

  /** @param after how many calls still succeed */
  fail(call: string, code: string, after = 0): void {
    this.#failure = { call, code, after };
  }

  recover(): void {
    this.#failure = undefined;
  }

  get fs(): FileSystem {
    const guard = <A extends unknown[], R>(call: string, run: (...args: A) => Promise<R>) => {
      return async (...args: A): Promise<R> => {
        this.counts.set(call, (this.counts.get(call) ?? 0) + 1);
        const code = this.#lacking[call];
        if (code !== undefined) throw Object.assign(new Error(call), { code });
        const failure = this.#failure?.call === call ? this.#failure : undefined;
        if (failure && failure.after <= 0) throw Object.assign(new Error(call), { code: failure.code });
        if (failure) failure.after -= 1;
        return run(...args);
      };
    };
    const open = async (path: string, flags: string, mode?: number) => {
      const folder = flags === 'r' && (await node.stat(path)).isDirectory();
      const handle = await guard(folder ? 'open folder' : flags === 'r' ? 'open to read' : 'open', () =>
        node.open(path, flags, mode),
      )();
      const sync = guard(folder ? 'sync folder' : 'sync', () => handle.sync());
      const write = guard('write', (...args: Parameters<typeof handle.write>) => handle.write(...args));
      const writeFile = guard('write', (text: string) => handle.writeFile(text));
      return new Proxy(handle, {
        get: (target, name) => {
          const own = { sync, write, writeFile }[String(name)];
          const value: unknown = own ?? Reflect.get(target, name);
          return typeof value === 'function'
            ? (value as (...args: unknown[]) => unknown).bind(own ? undefined : target)
            : value;
        },
      });
    };
    return {
      ...node,
      open,
      rename: guard('rename', node.rename),
      link: guard('link', node.link),
      readFile: guard('read', node.readFile as never),
      unlink: guard('unlink', node.unlink),
    } as unknown as FileSystem;
  }
}
