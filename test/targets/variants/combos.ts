// Variants that differ in several answers at once, as real backends do.
import { correct } from '../backend.ts';
import type { Variant } from '../variant.ts';
import { baseView, contentPage, defaultSpace, integerIds, maskedSecrets, nullIsAbsent, noSecrets } from './silent.ts';
import { problems } from './error-values.ts';
import { refusing, unseenInBaseView, unseenWithoutSecrets, zulu } from './silent.ts';
import { kindOf } from '../settings.ts';

export const comboVariants: readonly Variant[] = [
  {
    name: 'spring-backend',
    description: 'A Spring backend as it comes: 403, null as absent, absent fields as null, the page of Spring Data.',
    quirks: {
      ...nullIsAbsent,
      absent: null,
      wrap: (settings) => ({ content: settings, totalElements: settings.length, last: true, number: 0 }),
      statusOf: (reason, call) => (reason === 'token' ? 403 : correct.statusOf(reason, call)),
    },
    differs: {
      'missing-token-status': '403',
      'null-for-optional': 'as-absent',
      'absent-fields': 'null',
      'settings-shape': 'content',
    },
  },
  {
    name: 'vendor-backend-of-another-generation',
    description: 'Integer ids, common fields only in the list, and the default space where X-Space is missing.',
    quirks: { ...integerIds, ...baseView, ...defaultSpace },
    differs: { 'id-type': 'integer', 'settings-view': 'base', 'missing-space': 'default' },
    unseen: unseenInBaseView,
  },
  {
    name: 'strict-backend',
    description: '422 problems; unknown and read-only fields and ids of clients are refused.',
    quirks: {
      ...problems,
      ...refusing((call, body) => {
        const fields = correct.fields(kindOf(call));
        const writable = fields.filter(({ readOnly }) => !readOnly).map(({ name }) => name);
        const { id } = body;
        const foreign = id !== undefined && id !== call.quirks.spaceOf(call).get(kindOf(call))?.['id'];
        const odd = Object.keys(body).filter((name) => !writable.includes(name));
        return [...odd, ...(foreign ? ['id'] : [])].map((name) => `${name} is not to be sent.`);
      }),
      statusOf: (reason, call) => (reason === 'body' ? 422 : correct.statusOf(reason, call)),
    },
    differs: {
      'error-body': 'problem',
      'invalid-body-status': '422',
      'unknown-fields': 'refuse',
      'read-only-fields': 'refuse',
      'client-id': 'refuse',
    },
  },
  {
    name: 'careful-backend',
    description: 'Secrets are masked, dates end in Z, one default for each type.',
    quirks: { ...maskedSecrets, ...zulu, clears: (chosen, other) => chosen['type'] === other['type'] },
    differs: { 'secrets-in-get': 'masked', 'date-offset': 'Z', 'default-scope': 'type' },
    unseen: unseenWithoutSecrets,
  },
  {
    name: 'document-store-backend',
    description: 'A PUT merges, secrets are not shown, the list is wrapped, integer ids, dates end in Z.',
    quirks: {
      ...noSecrets,
      ...contentPage,
      ...integerIds,
      ...zulu,
      compose: (call, taken, stored) => correct.compose(call, { ...stored, ...taken }, stored),
    },
    differs: {
      'replaced-by-put': 'merge',
      'secrets-in-get': 'omitted',
      'settings-shape': 'content',
      'id-type': 'integer',
      'date-offset': 'Z',
    },
    unseen: unseenWithoutSecrets,
  },
  {
    name: 'base-view-wrapped',
    description:
      'Common fields only, wrapped, no default excludes another, a PUT renews creationDate, ids are the own.',
    quirks: {
      ...baseView,
      ...contentPage,
      clears: () => false,
      compose: (call, taken, stored) => correct.compose(call, taken, stored && { id: stored['id'] }),
      taken(call, body) {
        const { id: _ignored, ...taken } = correct.taken(call, body);
        return taken;
      },
    },
    differs: {
      'settings-view': 'base',
      'settings-shape': 'content',
      'default-scope': 'none',
      'creation-date': 'renew',
      'client-id': 'ignore',
    },
    unseen: unseenInBaseView,
  },
  {
    name: 'node-backend-that-trusts',
    description:
      'Any transportStrategy, missing X-Space is the default space, HTML errors, every test send is accepted.',
    quirks: {
      ...defaultSpace,
      fault: (call, { values: _any, ...field }, value) => correct.fault(call, field, value),
      sends: () => true,
      refuse: (call, { reason, headers }) => ({
        status: call.quirks.statusOf(reason, call),
        headers: { 'Content-Type': 'text/html', ...headers },
        body: '<pre>Error</pre>',
      }),
    },
    differs: {
      'transport-strategy': 'any',
      'missing-space': 'default',
      'test-refused-by-provider': '204',
      'error-body': 'html',
    },
  },
];
