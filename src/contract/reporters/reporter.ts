// What a reporter is: a report becomes a text.
import type { Report } from '../report/report.ts';

export interface Look {
  readonly colour: boolean;
  /** Whether assumed differences count as failures. */
  readonly strict: boolean;
  /** The id of a check of which every request is shown. */
  readonly replay?: string;
}

/** A report as a text that ends with a line break. */
export type Reporter = (report: Report, look: Look) => string;
