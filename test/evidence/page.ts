// The rows as a page for people. Of several proofs it names the first; evidence.json names all.
import type { Breakage } from '../gates/breakage.ts';
import { type Kind, kinds, type Row } from './row.ts';

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

const start = `# Evidence

What proves each statement of the documentation page, each assumption, and each request to a provider. A test makes this page from the checks, the faulty backends and the clients of the repository. It fails for a row that has neither a proof nor a reason.

- **Mock:** a test of the mock. In addition, a contract run against the mock passes every check.
- **Contract:** a check of a contract run.
- **Found:** a backend with this fault is found, or another decision is observed. Provider requests: a change of the mock is found.
- **Client:** a client that was not changed for the mock uses it in a test.

A cell names the first proof and counts the others. [evidence.json](../test/evidence/evidence.json) names all of them.
`;

const headings: Readonly<Record<Kind, string>> = {
  mock: 'Mock',
  checks: 'Contract',
  faults: 'Found',
  clients: 'Client',
};

const more = (first: string, { length }: readonly unknown[]): string =>
  length > 1 ? `${first} +${length - 1}` : first;

function cellOf(row: Row, kind: Kind): string {
  const [reason, tested] = [row.reasons[kind], row.mock[0]];
  if (reason !== undefined) return reason;
  if (kind === 'mock') return more(`[${tested?.file.replace(/^.*\/|\.test\.ts$/g, '')}](../${tested?.file})`, row.mock);
  const [name = ''] = row[kind];
  return more(kind === 'checks' ? `\`${name}\`` : name, row[kind]);
}

/** Why none of the rows has a kind of proof, where that is so. */
function sharedReason(rows: readonly Row[], kind: Kind): string | undefined {
  const reasons = new Set(rows.map(({ reasons: each }) => each[kind]));
  return reasons.size === 1 ? [...reasons][0] : undefined;
}

function sectionOf({ title, rows }: Section): string {
  const shown = kinds.filter((kind) => sharedReason(rows, kind) === undefined);
  const left = kinds.filter((kind) => !shown.includes(kind));
  const notes = left.map((kind) => `${headings[kind]}: none. ${sharedReason(rows, kind)}\n`);
  const lines = [
    ['What', ...shown.map((kind) => headings[kind])],
    ['---', ...shown.map(() => '---')],
    ...rows.map((row) => [row.what.replaceAll('|', '\\|'), ...shown.map((kind) => cellOf(row, kind))]),
  ];
  return [`## ${title}\n`, ...notes, lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')].join('\n');
}

/** A section for each operation, and one for what is about several. */
export function byOperation(rows: readonly Row[]): Section[] {
  const place = /^((?:PUT|POST|GET) [^:]+): (.*)$/;
  const titleOf = ({ what }: Row): string => place.exec(what)?.[1] ?? 'All operations';
  return [...new Set(rows.map(titleOf))].map((title) => ({
    title,
    rows: rows
      .filter((row) => titleOf(row) === title)
      .map((row) => ({ ...row, what: place.exec(row.what)?.[2] ?? row.what })),
  }));
}

const gates = `## What turns a pipeline red

Each gate of the pipelines has a change that it has to refuse. \`npm run gates\` replays all of them, and the nightly workflow does.
`;

const gatesOf = (breakages: readonly Breakage[]): string =>
  [
    gates,
    '| Gate | Where | Change |\n| --- | --- | --- |',
    ...breakages.map(
      ({ gate, room, fault }) => `| \`${gate}\` | ${room === undefined ? '' : `test/${room}`} | ${fault} |`,
    ),
  ].join('\n');

/** The page in Markdown. */
export const pageOf = (sections: readonly Section[], breakages: readonly Breakage[]): string =>
  [start, ...sections.map(sectionOf), gatesOf(breakages)].join('\n');
