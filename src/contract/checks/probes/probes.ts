// A probe for every entry of the table of assumptions: what the target does on each point on which the page is silent.
import { assumptionNames } from '../../../assumptions/table.ts';
import type { Probe } from '../check.ts';
import type { Subjects } from '../../model/subjects.ts';
import { accessProbes } from './access.ts';
import { requestProbes } from './requests.ts';
import { sentProbes } from './sent.ts';
import { sessionProbes } from './session.ts';
import { shownProbes } from './shown.ts';
import { storedProbes } from './stored.ts';

/** All probes, in the order of the table. */
export function probesOf(subjects: Subjects): Probe[] {
  const all = [...accessProbes, ...requestProbes, ...shownProbes, ...storedProbes, ...sentProbes, ...sessionProbes];
  const place = ({ assumption }: Probe): number => assumptionNames.indexOf(assumption);
  return all.map((probe) => probe(subjects)).toSorted((a, b) => place(a) - place(b));
}
