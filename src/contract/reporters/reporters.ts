// All reporters, by name.
import { ctrf } from './ctrf.ts';
import { github } from './github.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';
import { sarif } from './sarif.ts';

export const reporters = { pretty, json, html, markdown, junit, github, ctrf, sarif } as const satisfies Record<
  string,
  Reporter
>;
export type ReporterName = keyof typeof reporters;
