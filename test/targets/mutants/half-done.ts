// Mutants that refuse a body and change something all the same.
import { correct } from '../backend.ts';
import type { Mutant } from '../mutant.ts';
import type { Call, Quirks, Values } from '../quirks.ts';
import { put, shows } from '../scenario.ts';
import { isObject, kindOf } from '../settings.ts';
import { alter } from './storing.ts';

/** Something happens to the settings when a body is refused. */
const whenRefused = (then: (call: Call, body: Values) => void): Partial<Quirks> => ({
  refuse(call, refused) {
    if (refused.reason === 'body' && isObject(call.body)) then(call, call.body);
    return correct.refuse(call, refused);
  },
});

const good = put('mail');
const bad = { isDefault: true, username: 'new', smtpPort: 'x' };

export const halfDoneMutants: readonly Mutant[] = [
  {
    name: 'refused-put-half-stored',
    fault: 'The good fields of a refused body are stored when there is a setting.',
    place: 'every PUT, Body',
    quirks: whenRefused((each, body) => {
      const fields = each.quirks.fields(kindOf(each)).filter(({ name, readOnly }) => !readOnly && name in body);
      const fitting = fields.filter((field) => each.quirks.fault(each, field, body[field.name]) === undefined);
      alter(each, kindOf(each), Object.fromEntries(fitting.map(({ name }) => [name, body[name]])));
    }),
    scenario: [good, ...shows('mail', bad)],
  },
  {
    name: 'refused-put-stored-on-put-dataport',
    fault: 'A Dataport setting is stored before it is checked, and stays.',
    place: 'PUT dataport, Body',
    quirks: whenRefused((each, body) => {
      if (each.route === 'dataport') void correct.put(each, body);
    }),
    scenario: shows('dataport', { type: 'x'.repeat(51) }),
  },
  {
    name: 'refused-put-deletes',
    fault: 'A refused body removes the setting that was there.',
    place: 'every PUT, Body',
    quirks: whenRefused((each) => void each.quirks.spaceOf(each).delete(kindOf(each))),
    scenario: [good, ...shows('mail', bad)],
  },
  {
    name: 'refused-put-moves-last-modified-date',
    fault: 'A refused body moves lastModifiedDate.',
    place: 'every PUT, lastModifiedDate',
    quirks: whenRefused((each) => {
      alter(each, kindOf(each), { lastModifiedDate: each.quirks.date(each.world.now()) });
    }),
    scenario: [good, ...shows('mail', bad)],
  },
  {
    name: 'refused-put-clears-default-of-others',
    fault: 'A refused body with isDefault true takes the flag from the other settings.',
    place: 'every PUT, isDefault',
    quirks: whenRefused((each, body) => {
      const space = each.quirks.spaceOf(each);
      if (body['isDefault'] === true)
        for (const kind of space.keys()) if (kind !== each.route) alter(each, kind, { isDefault: false });
    }),
    scenario: [put('twilio', { isDefault: true }), ...shows('mail', bad)],
  },
];
