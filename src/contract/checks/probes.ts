// How the target answers each point on which the page is silent. A probe tells what it saw, one of the table's values if it
// fits one, else in words.
import { randomUUID } from 'node:crypto';
import type { AssumptionName } from '../../assumptions/table.ts';
import { isSuccess } from '../answer.ts';
import type { Probe } from '../check.ts';
import { showingOf } from '../compare.ts';
import type { Kind } from '../sample.ts';
import { observeMissingSpace, type Subject } from './access.ts';
import {
  statusWithout,
  observeSpaceName,
  refusedPut,
  observeMediaType,
  observeTooLarge,
  takenOrRefused,
  observeNull,
  observeEnum,
  observeAbsent,
  observeIdType,
  observeClientId,
  observeShape,
  observeSecrets,
  observeReplaced,
  observeDefaultScope,
  observeMismatch,
  observeCreation,
  observeOffset,
  observeErrors,
} from './observations.ts';
import { observeRefusedByProvider, observeWithoutDefault } from './sending.ts';

/** A probe for every entry of the table. */
export function probes(subjects: readonly Subject[], kinds: readonly Kind[]): Probe[] {
  const [kind] = kinds;
  const richest = kinds.toSorted((a, b) => b.fields.length - a.fields.length)[0];
  if (!kind || !richest) return [];
  const read = (assumption: AssumptionName, observe: Probe['observe'], needs = ['list.answers']): Probe => ({
    assumption,
    effect: 'read',
    needs,
    observe,
  });
  const write = (assumption: AssumptionName, observe: Probe['observe']): Probe => ({
    assumption,
    effect: 'write',
    needs: kinds.map(({ name }) => `${name}.listed`),
    observe,
  });
  return [
    read('missing-token-status', (visit) => statusWithout(visit)),
    read('missing-space', (visit) => observeMissingSpace(visit, subjects)),
    read('space-name', observeSpaceName),
    read('unknown-space', async (visit) => {
      const space = `nobody_knows_${randomUUID().slice(0, 8)}`;
      return isSuccess(await visit.ask(visit.options.list, { space })) ? 'open' : 'refuse';
    }),
    write('invalid-body-status', async (visit) => String((await refusedPut(visit, kind)).status)),
    write('media-type-status', (visit) => observeMediaType(visit, kind)),
    write('too-large-status', (visit) => observeTooLarge(visit, kind)),
    write('unknown-fields', (visit) => takenOrRefused(visit, kind, { unknownToThePage: 'x' })),
    write('read-only-fields', (visit) => takenOrRefused(visit, kind, { createdBy: 'an-intruder' })),
    read('unknown-query', async (visit) =>
      isSuccess(await visit.ask(visit.options.list, { query: '?unknownToThePage=1' })) ? 'ignore' : 'refuse',
    ),
    write('null-for-optional', (visit) => observeNull(visit, kinds)),
    write('transport-strategy', (visit) => observeEnum(visit, kinds)),
    write('absent-fields', (visit) => observeAbsent(visit, kinds)),
    read('id-type', observeIdType),
    write('client-id', (visit) => observeClientId(visit, kind)),
    read('settings-shape', (visit) => observeShape(visit)),
    write('settings-view', async (visit) => ((await showingOf(visit)).own ? 'full' : 'base')),
    write('secrets-in-get', observeSecrets),
    write('replaced-by-put', (visit) => observeReplaced(visit, richest)),
    write('default-scope', (visit) => observeDefaultScope(visit, kinds)),
    write('type-provider-mismatch', (visit) => observeMismatch(visit, kinds)),
    { ...write('test-without-default', (visit) => observeWithoutDefault(visit, kinds)), effect: 'send' },
    { ...write('test-refused-by-provider', observeRefusedByProvider), effect: 'send', needs: ['test.answers'] },
    write('creation-date', (visit) => observeCreation(visit, kind)),
    read('date-offset', observeOffset),
    read('error-body', (visit) => observeErrors(visit)),
  ];
}
