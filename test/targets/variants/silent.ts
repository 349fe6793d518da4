// One variant for every answer in the table of assumptions that is not the default, alone.
import { correct } from '../backend.ts';
import { common, type Field, type Kind } from '../page.ts';
import { type Call, type Quirks, type Reason, Refused, type Values } from '../quirks.ts';
import { isObject, kindOf } from '../settings.ts';
import type { Variant } from '../variant.ts';
import { errorValues } from './error-values.ts';
import { sessionValues } from './session-values.ts';

/** One reason to refuse has another status. */
export const status = (reason: Reason, code: number): Partial<Quirks> => ({
  statusOf: (each, call) => (each === reason ? code : correct.statusOf(each, call)),
});

/** A body is refused for something else, too. */
export const refusing = (otherFaults: (call: Call, body: Values) => readonly string[]): Partial<Quirks> => ({
  otherFaults,
});

/** A missing X-Space is default_space. */
export const defaultSpace: Partial<Quirks> = {
  space: (call) => (call.headers['x-space'] === undefined ? 'default_space' : correct.space(call)),
};

/** An empty X-Space is default_space. */
const emptyIsDefault: Partial<Quirks> = {
  space: (call) => (call.headers['x-space'] === '' ? 'default_space' : correct.space(call)),
};

/** null in an optional field is as if the field were not there. */
export const nullIsAbsent: Partial<Quirks> = {
  fault: (call, field, value) => correct.fault(call, field, value === null && !field.required ? undefined : value),
  taken: (call, body) =>
    Object.fromEntries(Object.entries(correct.taken(call, body)).filter(([, value]) => value !== null)),
};

/** Scalars of another type are read as those of the fields, as Jackson reads them. */
export const coercing: Partial<Quirks> = {
  prepare(call, body) {
    if (!isObject(body)) return body;
    const types = new Map(call.quirks.fields(kindOf(call)).map(({ name, type }) => [name, type] as const));
    return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, readAs(types.get(name), value)]));
  },
};

function readAs(type: Field['type'] | undefined, value: unknown): unknown {
  if (type === 'string' && (typeof value === 'boolean' || Number.isSafeInteger(value))) return JSON.stringify(value);
  if (type === 'int32' && typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
  if (type !== 'boolean') return value;
  return value === 'true' || value === 1 ? true : value === 'false' || value === 0 ? false : value;
}

/** Ids are numbers of 32 bits. */
export const integerIds: Partial<Quirks> = {
  fields: (kind) =>
    correct.fields(kind).map((field): Field => (field.name === 'id' ? { ...field, type: 'int32' } : field)),
  newId: ({ world }) => world.number(),
};

export const maskedSecrets: Partial<Quirks> = {
  showValue: ({ secret }, value) => (secret && value !== undefined ? '********' : value),
};

export const noSecrets: Partial<Quirks> = { visible: ({ secret }) => !secret };

export const baseView: Partial<Quirks> = {
  visible: ({ name }) => common.some((field) => field.name === name),
};

export const contentPage: Partial<Quirks> = { wrap: (settings) => ({ content: settings }) };

export const zulu: Partial<Quirks> = { date: (milliseconds) => new Date(milliseconds).toISOString() };

const screens: Readonly<Record<Kind, string>> = {
  twilio: 'Twilio',
  netgsm: 'Netgsm',
  dataport: 'Dataport',
  mail: 'Default',
};

const values: Readonly<Record<string, Readonly<Record<string, Partial<Quirks>>>>> = {
  'missing-token-status': { '403': status('token', 403) },
  'missing-space': { '401': status('missing-space', 401), '403': status('missing-space', 403), default: defaultSpace },
  'empty-space': { '401': status('empty-space', 401), '403': status('empty-space', 403), default: emptyIsDefault },
  'space-name': { any: { spaceNameFits: () => true } },
  'unknown-space': {
    refuse: {
      admit(call) {
        const known = call.quirks.users.some(({ spaces }) => spaces.includes(call.space));
        if (!known) throw new Refused('unknown-space', 'There is no such space.');
      },
    },
  },
  'invalid-body-status': { '422': status('body', 422) },
  'media-type-status': { '400': status('media-type', 400) },
  'too-large-status': { '400': status('size', 400) },
  'unknown-fields': {
    refuse: refusing((call, body) => {
      const known = call.quirks.fields(kindOf(call)).map(({ name }) => name);
      return Object.keys(body).flatMap((name) => (known.includes(name) ? [] : [`${name} is not known.`]));
    }),
  },
  'read-only-fields': {
    refuse: refusing((call, body) => {
      const readOnly = call.quirks.fields(kindOf(call)).filter((field) => field.readOnly);
      return readOnly.flatMap(({ name }) => (Object.hasOwn(body, name) ? [`${name} is read-only.`] : []));
    }),
  },
  'unknown-query': {
    refuse: {
      admit({ query }) {
        if (query) throw new Refused('query', 'There are no query parameters.');
      },
    },
  },
  'null-for-optional': { 'as-absent': nullIsAbsent },
  'scalar-types': { coerce: coercing },
  'transport-strategy': {
    any: { fault: (call, { values: _any, ...field }, value) => correct.fault(call, field, value) },
  },
  'absent-fields': { null: { absent: null } },
  'id-type': { integer: integerIds },
  'client-id': {
    ignore: {
      taken(call, body) {
        const { id: _ignored, ...taken } = correct.taken(call, body);
        return taken;
      },
    },
    refuse: refusing((call, { id }) => {
      const stored = call.quirks.spaceOf(call).get(kindOf(call));
      return id === undefined || id === stored?.['id'] ? [] : ['id is not that of the stored setting.'];
    }),
  },
  'settings-shape': { content: contentPage },
  'settings-view': { base: baseView },
  'secrets-in-get': { masked: maskedSecrets, omitted: noSecrets },
  'replaced-by-put': {
    merge: { compose: (call, taken, stored) => correct.compose(call, { ...stored, ...taken }, stored) },
  },
  'mask-in-put': {
    store: { unmask: (_call, taken) => taken },
    refuse: refusing((call, body) => {
      const secret = call.quirks.fields(kindOf(call)).filter((field) => field.secret);
      return secret.flatMap(({ name }) => (body[name] === '********' ? [`${name} is masked.`] : []));
    }),
  },
  'default-scope': {
    type: { clears: (chosen, other) => chosen['type'] === other['type'] },
    none: { clears: () => false },
  },
  'type-provider-mismatch': {
    refuse: refusing((call, { type, provider }) => {
      const kind = kindOf(call);
      const fits = provider === screens[kind] && type === (kind === 'mail' ? 'Email' : 'SMS');
      return fits ? [] : ['type and provider do not belong to this path.'];
    }),
  },
  'test-without-default': {
    '400': status('no-default', 400),
    '409': status('no-default', 409),
    '500': status('no-default', 500),
  },
  'test-refused-by-provider': {
    '502': status('provider', 502),
    '400': status('provider', 400),
    '204': { sends: () => true },
  },
  'creation-date': { renew: { compose: (call, taken, stored) => renewed(call, taken, stored) } },
  'date-offset': { Z: zulu },
  'date-precision': {
    '6': { date: (milliseconds) => String(correct.date(milliseconds)).replace(/\.(\d+)/, '.$1123') },
  },
  ...errorValues,
  ...sessionValues,
};

/** Everything but the id is as if the setting were new. */
function renewed(call: Call, taken: Values, stored: Values | undefined): Values {
  return correct.compose(call, taken, stored && { id: stored['id'] });
}

/** What cannot be seen when the list shows the common fields only. */
export const unseenInBaseView: readonly string[] = [
  'secrets-in-get',
  'absent-fields',
  'replaced-by-put',
  'mask-in-put',
];

/** What cannot be seen when the list shows no secrets. */
export const unseenWithoutSecrets: readonly string[] = ['mask-in-put'];

const unseen = (value: string): Pick<Variant, 'unseen'> => {
  if (value === 'base') return { unseen: unseenInBaseView };
  if (value === 'text') return { unseen: ['error-details'] };
  return value === 'masked' || value === 'omitted' ? { unseen: unseenWithoutSecrets } : {};
};

export const silentVariants: readonly Variant[] = Object.entries(values).flatMap(([name, answers]) =>
  Object.entries(answers).map(([value, quirks]) => ({
    name: `${name}-${value.toLowerCase()}`,
    description: `The answer to ${name} is ${value}.`,
    quirks,
    differs: { [name]: value },
    ...unseen(value),
  })),
);
