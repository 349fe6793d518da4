// The lines that a report shows for a failure, pasted into a shell.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { otpUserOf, startBackend } from '../targets/backend.ts';
import type { Quirks } from '../targets/quirks.ts';

const shell = promisify(execFile);

/** Faults that a few lines cannot show, and why. */
export const beyond: Readonly<Record<string, string>> = {
  'put-with-id-of-other-space-overwrites-it': 'the id in the body is the one that the run has seen',
  'own-id-replaced-on-put-dataport': 'the id in the body is the one that the run has seen',
  'second-space-refused': 'the other space with a setting is not among those of the lines',
  'every-fifth-write-lost': 'which write is the fifth depends on what was sent before',
  'refusals-use-up-connections': 'it takes as many refusals as a whole run sends',
};

/** Ids and dates by their order, and whether a date is of this hour: two backends give different ones to the same requests. */
function normalised(outputs: readonly string[]): string[] {
  const names = new Map<string, string>();
  const nameOf = (text: string, kind: string): string => {
    names.set(text, names.get(text) ?? `${kind} ${names.size}`);
    return names.get(text) ?? '';
  };
  const hours = (date: string): number => Math.round((Date.parse(date) - Date.now()) / 3_600_000);
  return outputs.map((output) =>
    output
      .replaceAll(/"id": ?"?([^",}]+)"?/g, (_all, id: string) => nameOf(id, 'id'))
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-][\d:]+)?/g, (date) => `${nameOf(date, 'date')} (${hours(date)} h)`)
      .replaceAll(/^date: .*$/gim, '')
      .replaceAll(/ins_\w+=[^;]+/g, 'a token'),
  );
}

const end = '=-=-=';

/** The response to the last of the lines, without what differs between two backends. */
export async function lastResponse(quirks: Partial<Quirks>, lines: readonly string[]): Promise<string | undefined> {
  const backend = await startBackend(quirks);
  const script = lines.map((line) => line.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, backend.url));
  try {
    const pasted = shell('bash', ['-c', script.join(`\necho; echo ${end}\n`)], {
      timeout: 30_000,
      env: { ...process.env, OTP_CONTRACT_OTP_FROM: otpUserOf(backend.url).from },
    });
    const { stdout } = await pasted.catch((error: { stdout: string }) => error); // the last line may get no response
    return normalised(stdout.replaceAll(backend.url, '').split(end)).at(-1);
  } finally {
    await backend.close();
  }
}
