// Mutants whose list shows a field otherwise than it is stored.
import { correct } from '../backend.ts';
import { type Mutant, showing } from '../mutant.ts';
import { strategies } from '../page.ts';
import { shows } from '../scenario.ts';

export const shownMutants: readonly Mutant[] = [
  {
    name: 'empty-text-shown-as-null-in-list',
    fault: 'An empty bayiCode is shown as null.',
    place: 'GET settings, bayiCode of netgsm',
    quirks: {
      show(call, kind, values) {
        const shown = correct.show(call, kind, values);
        return shown['bayiCode'] === '' ? { ...shown, bayiCode: null } : shown;
      },
    },
    scenario: shows('netgsm', { bayiCode: '' }),
  },
  {
    name: 'short-number-shown-as-number-in-list',
    fault: 'A shortNumber of digits is shown as a number.',
    place: 'GET settings, shortNumber of dataport',
    quirks: showing('dataport', 'shortNumber', (value) => (/^\d+$/.test(String(value)) ? Number(value) : value)),
    scenario: shows('dataport', { shortNumber: '4609' }),
  },
  {
    name: 'smtp-port-shown-as-text-in-list',
    fault: 'smtpPort is shown as a text.',
    place: 'GET settings, smtpPort of mail',
    quirks: showing('mail', 'smtpPort', (value) => (value === undefined ? value : String(value))),
    scenario: shows('mail'),
  },
  {
    name: 'smtp-port-0-not-shown-in-list',
    fault: 'An smtpPort of 0 is not shown.',
    place: 'GET settings, smtpPort of mail',
    quirks: showing('mail', 'smtpPort', (value) => (value === 0 ? undefined : value)),
    scenario: shows('mail', { smtpPort: 0 }),
  },
  {
    name: 'transport-strategy-shown-as-number-in-list',
    fault: 'transportStrategy is shown as its place in the list of values.',
    place: 'GET settings, transportStrategy of mail',
    quirks: showing('mail', 'transportStrategy', (value) =>
      value === undefined ? value : strategies.indexOf(String(value)),
    ),
    scenario: shows('mail'),
  },
  {
    name: 'transport-strategy-shown-as-object-in-list',
    fault: 'transportStrategy is shown as an object with a name.',
    place: 'GET settings, transportStrategy of mail',
    quirks: showing('mail', 'transportStrategy', (value) => (value === undefined ? value : { name: value })),
    scenario: shows('mail'),
  },
];
