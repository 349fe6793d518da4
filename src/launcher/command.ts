// The command's door: loads the bundle for what is going to be done.
import './require-runtime.ts';
import { loadBundle } from './load-bundle.ts';

/** The bundle's name; the build writes it here. */
declare const BUILD: string;

/** What the bundle has to offer here. */
interface Command {
  runCommand(argv: readonly string[], settled: () => void): Promise<void>;
}

const use = process.argv[2] === 'contract' ? 'contract' : 'serve';
const { exports, keep } = loadBundle<Command>({ folder: import.meta.dirname, build: BUILD, use });
void exports.runCommand(process.argv, keep);
