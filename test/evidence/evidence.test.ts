// Everything that the product says of itself has a proof, or a reason for none. Writes evidence.json and src/evidence.md; to
// renew them, run it with -u.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { chooseAssumptions } from '../../src/assumptions/choose.ts';
import { createPlan } from '../../src/contract/run/plan.ts';
import { loadDocuments } from '../../src/document/load.ts';
import { listOperations } from '../../src/document/operations.ts';
import { breakages } from '../gates/breakages.ts';
import { apiClients } from './api-clients.ts';
import { assumptionRows } from './assumptions.ts';
import { byOperation, pageOf } from './page.ts';
import { providerRows } from './provider-requests.ts';
import { flawsOf, type Row } from './row.ts';
import { statementRows } from './statements.ts';

const { format } = (await import(new URL('../../.config/format.js', import.meta.url).href)) as {
  readonly format: (name: string, text: string) => Promise<string>;
};

const documents = await loadDocuments();
const { checks } = createPlan(documents, {
  assumptions: chooseAssumptions(),
  fuzz: 2,
  hasOtpUser: true,
  receivesMail: true,
});
const sections = {
  statements: statementRows(checks, listOperations(documents)),
  assumptions: assumptionRows(checks),
  providerRequests: providerRows(checks),
};
const rows = Object.values(sections).flat();

/** Without the kinds that are missing for a reason. */
const asJson = ({ mock, reasons, ...row }: Row): object => ({
  ...row,
  mock: mock.map(({ file, title }) => `${file}: ${title}`),
  ...(Object.keys(reasons).length > 0 && { reasons }),
});

describe('The evidence', () => {
  it('The evidence has a proof of every kind for every row, or a reason for none', () => {
    expect(rows.flatMap(flawsOf)).toEqual([]);
    expect(sections.statements.length).toBeGreaterThan(80);
  });

  it('The evidence has every documented check in a row', () => {
    const proved = new Set(rows.flatMap(({ checks: ids }) => ids));
    expect(checks.filter(({ tier, id }) => tier === 'documented' && !proved.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('The evidence names tests that exist, by their titles', async () => {
    const named = [...rows.flatMap(({ mock }) => mock), ...apiClients];
    for (const file of new Set(named.map((each) => each.file))) {
      const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
      const titles = new Set(named.filter((each) => each.file === file).map(({ title }) => title));
      expect([...titles].filter((title) => !text.includes(`'${title}'`))).toEqual([]);
    }
  });

  it('The evidence is that of the page and of evidence.json', async () => {
    const json = Object.fromEntries(Object.entries(sections).map(([name, all]) => [name, all.map(asJson)]));
    const page = pageOf(
      [
        ...byOperation(sections.statements),
        { title: 'Assumptions', rows: sections.assumptions },
        { title: 'Requests to the providers', rows: sections.providerRequests },
      ],
      breakages,
    );
    const formatted = await format('evidence.json', JSON.stringify(json));
    await expect(formatted).toMatchFileSnapshot('evidence.json');
    await expect(await format('evidence.md', page)).toMatchFileSnapshot('../../src/evidence.md');
  });
});
