// How the target answers each point on which the page is silent. A probe tells what it saw, one of the table's values if it
// fits one, else in words.
import { randomUUID } from 'node:crypto';
import type { AssumptionName } from '../../assumptions/table.ts';
import { isSuccess } from '../answer.ts';
import type { Probe } from '../check.ts';
import { showingOf } from '../compare.ts';
import type { Kind } from '../sample.ts';
import type { Visit } from '../visit.ts';
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
  observeMask,
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
  if (!kind) return [];
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
  /** All kinds are looked at, because a backend may treat one of them otherwise. */
  const forEach = (assumption: AssumptionName, observe: (visit: Visit, each: Kind) => Promise<string>): Probe =>
    write(assumption, async (visit) => {
      const seen = new Set<string>();
      for (const each of kinds) seen.add(await observe(visit, each));
      return [...seen].join(' and ');
    });
  return [
    read('missing-token-status', (visit) => statusWithout(visit)),
    read('missing-space', (visit) => observeMissingSpace(visit, subjects)),
    read('space-name', observeSpaceName),
    read('unknown-space', async (visit) => {
      const space = `nobody_knows_${randomUUID().slice(0, 8)}`;
      return isSuccess(await visit.ask(visit.options.list, { space })) ? 'open' : 'refuse';
    }),
    forEach('invalid-body-status', async (visit, each) => String((await refusedPut(visit, each)).status)),
    forEach('media-type-status', observeMediaType),
    write('too-large-status', (visit) => observeTooLarge(visit, kind)),
    forEach('unknown-fields', (visit, each) => takenOrRefused(visit, each, { unknownToThePage: 'x' })),
    forEach('read-only-fields', (visit, each) => takenOrRefused(visit, each, { createdBy: 'an-intruder' })),
    read('unknown-query', async (visit) =>
      isSuccess(await visit.ask(visit.options.list, { query: '?unknownToThePage=1' })) ? 'ignore' : 'refuse',
    ),
    write('null-for-optional', (visit) => observeNull(visit, kinds)),
    write('transport-strategy', (visit) => observeEnum(visit, kinds)),
    write('absent-fields', (visit) => observeAbsent(visit, kinds)),
    read('id-type', observeIdType),
    forEach('client-id', observeClientId),
    read('settings-shape', (visit) => observeShape(visit)),
    write('settings-view', async (visit) => ((await showingOf(visit)).own ? 'full' : 'base')),
    write('secrets-in-get', observeSecrets),
    forEach('replaced-by-put', observeReplaced),
    forEach('mask-in-put', observeMask),
    write('default-scope', (visit) => observeDefaultScope(visit, kinds)),
    write('type-provider-mismatch', (visit) => observeMismatch(visit, kinds)),
    { ...write('test-without-default', (visit) => observeWithoutDefault(visit, kinds)), effect: 'send' },
    { ...write('test-refused-by-provider', observeRefusedByProvider), effect: 'send', needs: ['test.answers'] },
    forEach('creation-date', observeCreation),
    read('date-offset', observeOffset),
    read('error-body', (visit) => observeErrors(visit)),
  ];
}
