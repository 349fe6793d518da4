// What a reporter is, and which there are.
import type { Report } from '../report.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { pretty } from './pretty.ts';

export interface Look {
  readonly colour: boolean;
  /** Whether assumed differences count as failures. */
  readonly strict: boolean;
}

/** A report as a text that ends with a line break. */
export type Reporter = (report: Report, look: Look) => string;

export const reporters = { pretty, json, junit, github } as const satisfies Record<string, Reporter>;
export type ReporterName = keyof typeof reporters;
