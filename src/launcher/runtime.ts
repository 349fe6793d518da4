// What this program runs on. Imported first, and written in a language that old runtimes can read, too.

interface Versions {
  readonly node?: string | undefined;
  readonly bun?: string | undefined;
}

/** Why it cannot run here, in a sentence; undefined where it can. */
export function flawOfRuntime({ node = '', bun }: Versions): string | undefined {
  if (bun !== undefined) return told(`Bun ${bun}`);
  return Number(node.split('.')[0]) < 20 ? told(`Node.js ${node}`) : undefined;
}

function told(runtime: string): string {
  return `otp-settings-mock needs Node.js 20.19, 22.12, 24 or later; this is ${runtime}.`;
}
