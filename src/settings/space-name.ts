// Which names a new space may have. The X-Space header must be able to carry them: a space whose name it
// cannot carry could be seen and never reached.
import type { Validate } from '../document/validate.ts';
import { Refusal } from '../refusal/refusal.ts';

/**
 * Lets a name pass that the header can carry and the document allows.
 * @param validate what the document says of names, under the assumptions in force
 * @throws {Refusal} for any other.
 */
export function requireName(name: string, validate: Validate): void {
  const flaw = flawOf(name) ?? validate(name);
  if (flaw === undefined) return;
  throw new Refusal(
    'invalid-request',
    `A space cannot be named ${JSON.stringify(name)}: ${flaw.replace(/^\/ /, 'it ')}.`,
  );
}

/** What keeps a header from carrying a text, see RFC 9110, 5.5: blanks at its ends are not part of a header's value. */
function flawOf(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (/^[ \t]|[ \t]$/.test(name)) return 'it begins or ends with a blank, which the header X-Space cannot carry';
  if (/[^\P{Cc}\t]/u.test(name)) return 'it has a control character, which the header X-Space cannot carry';
  return name.isWellFormed() ? undefined : 'it has half a character, which has no bytes in UTF-8';
}
