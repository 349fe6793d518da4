// A file that cannot be understood is set aside under a name that says so, and stays in the way of its space until it is
// repaired or overwritten: nothing is silently emptied.
import { basename, dirname, extname } from 'node:path';
import { Refusal } from '../refusal/refusal.ts';
import { codeOf, type FileSystem, syncFolder } from './file-system.ts';

/** A larger file is not read: the store never writes one. In bytes. */
const maximumSize = 64 * 1024 * 1024;

export interface Guarded {
  readonly fs: FileSystem;
  readonly file: string;
  /** For people: whose file it is. */
  readonly owner: string;
  readonly report: (problem: string) => void;
}

/** Where a damaged file is put: `x.json` becomes `x.unreadable.json`. */
export function markOf(file: string): string {
  const ending = extname(file);
  return `${file.slice(0, -ending.length)}.unreadable${ending}`;
}

/**
 * The text of a file, without a byte order mark; undefined when there is none.
 * @throws {Refusal} when it stands aside as unreadable, is too large, or the disk does not give it.
 */
export async function readGuarded(guarded: Guarded): Promise<string | undefined> {
  const { fs, file } = guarded;
  try {
    if ((await fs.stat(file)).size > maximumSize) return await setAside(guarded, 'it is larger than 64 MB');
    return (await fs.readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  if (await exists(fs, markOf(file))) throw unreadable(guarded, 'it was set aside earlier');
  return undefined;
}

/** Sets a file aside, reports it, and refuses. */
export async function setAside(guarded: Guarded, reason: string): Promise<never> {
  const { fs, file, report } = guarded;
  await discardMark(guarded);
  await fs.rename(file, markOf(file));
  await syncFolder(fs, dirname(file));
  report(
    `The file ${file} cannot be used: ${reason}. It was set aside as ${basename(markOf(file))}. ` +
      `Repair it and give it its old name back, or reset its space.`,
  );
  throw unreadable(guarded, reason);
}

/** Takes the mark away, keeping the file: it no longer stands in the way. */
export async function discardMark({ fs, file }: Guarded): Promise<void> {
  const mark = markOf(file);
  if (!(await exists(fs, mark))) return;
  const time = new Date().toISOString().replaceAll(/[-:.]/g, '');
  await fs.rename(mark, `${mark.replace(/\.unreadable(\.\w+)$/, '.set-aside')}-${time}${extname(mark)}`);
  await syncFolder(fs, dirname(file));
}

function unreadable({ owner }: Guarded, reason: string): Refusal {
  return new Refusal(
    'unreadable-space',
    `What is stored of ${owner} cannot be read: ${reason}. Repair the file that the log names, or reset the space with POST /__mock/reset.`,
  );
}

async function exists(fs: FileSystem, file: string): Promise<boolean> {
  try {
    await fs.stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
