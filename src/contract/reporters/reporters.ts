// All reporters, by name.
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';

export const reporters = { pretty, json, junit, github } as const satisfies Record<string, Reporter>;
export type ReporterName = keyof typeof reporters;
