// Ends the start of the command where it cannot run.
import { flawOfRuntime } from './runtime.ts';

const flaw = flawOfRuntime(process.versions);
if (flaw !== undefined) {
  process.stderr.write(`${flaw}\n`);
  process.exit(2);
}
