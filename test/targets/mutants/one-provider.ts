// Mutants that answer a silent point for one provider otherwise than for the others.
import { composing, type Mutant } from '../mutant.ts';
import { put, shows } from '../scenario.ts';

export const oneProviderMutants: readonly Mutant[] = [
  {
    name: 'put-netgsm-merges',
    fault: 'A PUT of the NetGSM setting keeps what it leaves out; PUTs of the others replace the whole.',
    place: 'PUT netgsm, every optional field',
    quirks: composing('netgsm', (made, _call, stored) => ({ ...stored, ...made })),
    scenario: [put('netgsm'), ...shows('netgsm', { bayiCode: undefined })],
  },
  {
    name: 'put-mail-renews-creation-date',
    fault: 'A PUT of the mail setting renews creationDate; PUTs of the others keep it.',
    place: 'PUT mail, creationDate',
    quirks: composing('mail', (made) => ({ ...made, creationDate: made['lastModifiedDate'] })),
    scenario: [put('mail'), ...shows('mail')],
  },
];
