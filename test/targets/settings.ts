// The correct steps that check, store, list and use settings.
import { fields, isKind, type Field, type Kind } from './page.ts';
import { json } from './request.ts';
import { type Call, type Quirks, Refused, type Values } from './quirks.ts';

type SettingSteps = Pick<Quirks, 'fields' | 'prepare' | 'lengthOf' | 'fault' | 'otherFaults' | 'faults'> &
  Pick<Quirks, 'spaceOf' | 'taken' | 'unmask' | 'compose' | 'newId' | 'date' | 'clears' | 'put'> &
  Pick<Quirks, 'list' | 'listed' | 'show' | 'visible' | 'showValue' | 'absent' | 'wrap'> &
  Pick<Quirks, 'test' | 'defaultOf' | 'sends'>;

/** The kind of setting that a call is about. */
export function kindOf({ route }: Call): Kind {
  if (isKind(route)) return route;
  throw new Error(`${route} stores no setting`);
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with a value's type, if anything. */
export function typeFault({ type }: Field, value: unknown): string | undefined {
  if (type !== 'int32') return typeof value === type ? undefined : `has to be a ${type}`;
  const fits = Number.isInteger(value) && Number(value) === (Number(value) | 0);
  return fits ? undefined : 'has to be a whole number of 32 bits';
}

/** What a provider cannot do without. */
const needed: Readonly<Record<Kind, readonly string[]>> = {
  twilio: ['accountSid', 'authToken', 'twilioNumber'],
  netgsm: ['username', 'password', 'header'],
  dataport: ['username', 'password', 'accountNumber', 'originator'],
  mail: ['username', 'password', 'smtpHost'],
};

const checkSteps = {
  fields: (kind) => fields[kind],

  prepare: (_call, body) => body,

  lengthOf: (text) => [...text].length,

  fault(call, field, value) {
    if (field.readOnly) return undefined;
    if (value === undefined) return field.required ? 'is required' : undefined;
    const wrongType = typeFault(field, value);
    if (wrongType !== undefined) return wrongType;
    if (field.max !== undefined && call.quirks.lengthOf(String(value), field, kindOf(call)) > field.max)
      return `has to have at most ${field.max} characters`;
    if (field.values && !field.values.includes(String(value))) return `has to be one of ${field.values.join(', ')}`;
    return undefined;
  },

  otherFaults: () => [],

  faults(call, body) {
    if (!isObject(body)) return ['The body has to be an object.'];
    const found = call.quirks.fields(kindOf(call)).flatMap((field) => {
      const fault = call.quirks.fault(call, field, Object.hasOwn(body, field.name) ? body[field.name] : undefined);
      return fault === undefined ? [] : [`${field.name} ${fault}.`];
    });
    return [...found, ...call.quirks.otherFaults(call, body)];
  },
} satisfies Partial<SettingSteps>;

const storeSteps = {
  spaceOf({ world, space }) {
    const found = world.spaces.get(space) ?? new Map();
    world.spaces.set(space, found);
    return found;
  },

  taken(call, body) {
    const names = call.quirks
      .fields(kindOf(call))
      .filter((field) => !field.readOnly && Object.hasOwn(body, field.name));
    return Object.fromEntries(names.map(({ name }) => [name, body[name]]));
  },

  /** A secret that comes as the mask is the stored one. */
  unmask(call, taken, stored) {
    const masked = call.quirks.fields(kindOf(call)).filter(({ secret, name }) => secret && taken[name] === '********');
    return { ...taken, ...Object.fromEntries(masked.map(({ name }) => [name, stored?.[name]])) };
  },

  compose(call, taken, stored) {
    const now = call.quirks.date(call.world.now());
    return {
      ...taken,
      id: taken['id'] ?? stored?.['id'] ?? call.quirks.newId(call),
      creationDate: stored?.['creationDate'] ?? now,
      createdBy: stored?.['createdBy'] ?? call.user,
      lastModifiedDate: now,
      lastModifiedBy: call.user,
    };
  },

  newId: ({ world }) => world.number().toString(16).padStart(24, '0'),

  /** As in the vendor's samples: 2024-04-24T11:05:55.076+03:00. */
  date: (milliseconds) => new Date(milliseconds + 3 * 3_600_000).toISOString().replace('Z', '+03:00'),

  clears: () => true,

  put(call, body) {
    const kind = kindOf(call);
    const space = call.quirks.spaceOf(call);
    const taken = call.quirks.unmask(call, call.quirks.taken(call, body), space.get(kind));
    const setting = call.quirks.compose(call, taken, space.get(kind));
    space.set(kind, setting);
    if (setting['isDefault'] !== true) return;
    for (const [other, values] of space)
      if (other !== kind && call.quirks.clears(setting, values)) space.set(other, { ...values, isDefault: false });
  },
} satisfies Partial<SettingSteps>;

const readSteps = {
  list(call) {
    const settings = call.quirks.listed(call).map(([kind, values]) => call.quirks.show(call, kind, values));
    return json(200, call.quirks.wrap(settings));
  },

  listed: (call) => [...call.quirks.spaceOf(call)],

  show({ quirks }, kind, setting) {
    const shown = quirks.fields(kind).filter((field) => quirks.visible(field));
    return Object.fromEntries(
      shown
        .map((field) => [field.name, quirks.showValue(field, setting[field.name], kind) ?? quirks.absent])
        .filter(([, value]) => value !== undefined),
    );
  },

  visible: () => true,

  showValue: (_field, value) => value,

  absent: undefined,

  wrap: (settings) => settings,

  test(call) {
    const chosen = call.quirks.defaultOf(call);
    if (!chosen) throw new Refused('no-default', 'No setting of this space is the default.');
    if (!call.quirks.sends(call, ...chosen)) throw new Refused('provider', 'The provider refused the message.');
    return { status: 204 };
  },

  /** The latest, in case there are several. */
  defaultOf(call) {
    const time = (values: Values): number => Date.parse(String(values['lastModifiedDate']));
    const defaults = [...call.quirks.spaceOf(call)].filter(([, values]) => values['isDefault'] === true);
    return defaults.toSorted(([, a], [, b]) => time(b) - time(a))[0];
  },

  /** Nothing is sent: incomplete settings, names that begin with `fail-` and hosts that cannot exist are refused. */
  sends(_call, kind, setting) {
    const complete = needed[kind].every((name) => Boolean(setting[name]));
    const failing = ['username', 'accountSid'].some((name) => String(setting[name]).startsWith('fail-'));
    return complete && !failing && !String(setting['smtpHost']).endsWith('.invalid');
  },
} satisfies Partial<SettingSteps>;

export const settingSteps: SettingSteps = { ...checkSteps, ...storeSteps, ...readSteps };
