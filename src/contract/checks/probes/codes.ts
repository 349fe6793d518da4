// How a target sends the codes of logins. Each probe needs the user who logs in by one.
import { afterExpiry } from '../expiry.ts';
import { table } from '../../../assumptions/table.ts';
import type { Probe } from '../check.ts';
import { completed, otpUserOf } from '../login-by-code.ts';
import { firstMail } from '../mailed.ts';
import { givesTokens, Throttled } from '../../target/otp-user.ts';
import { Undecidable } from '../../target/verdict.ts';
import type { Workspace } from '../../model/workspace.ts';

const probe = (assumption: Probe['assumption'], observe: Probe['observe']): Probe => ({
  assumption,
  effect: 'send',
  needs: ['otp.required'],
  isFirst: true,
  observe,
});

export const codeProbes: readonly Probe[] = [
  probe('otp-digits', async (workspace) => String((await completed(workspace)).code.text.length)),
  probe('otp-repeat', observeRepeat),
  probe('otp-throttle', observeThrottle),
  probe('otp-life', observeLife),
];

/** Without a user who logs in by a code, that of a test send tells it. */
export const mailedProbes: readonly Probe[] = [
  {
    assumption: 'otp-digits',
    effect: 'send',
    needs: ['mail.code'],
    observe: async (workspace) => String((await firstMail(workspace)).mail.code.length),
  },
];

async function observeRepeat(workspace: Workspace): Promise<string> {
  const user = otpUserOf(workspace);
  const earlier = await user.askForCode(workspace, 'OTP_EARLIER');
  await user.ask(workspace);
  const later = await user.readCode(workspace, 'OTP_CODE', true);
  if (later.text === earlier.text) return 'same';
  return givesTokens(await user.validate(workspace, earlier)) ? 'new, and the earlier one is accepted' : 'new';
}

/** Two logins at once. A throttle may have met the first of them, too. */
async function observeThrottle(workspace: Workspace): Promise<string> {
  try {
    for (let times = 0; times < 2; times += 1) await otpUserOf(workspace).askForCode(workspace);
    return 'off';
  } catch (error) {
    if (error instanceof Throttled) return String(error.seconds);
    throw error;
  }
}

/** The first of the usual lives after which a code is refused: it may have been shorter. */
async function observeLife(workspace: Workspace): Promise<string> {
  const user = otpUserOf(workspace);
  const lives = table['otp-life'].values.map(Number).toSorted((a, b) => a - b);
  for (const seconds of lives) {
    const code = await user.askForCode(workspace);
    let isOver = true;
    await afterExpiry(workspace, { seconds, what: 'a code may be' }, async () => {
      isOver = !givesTokens(await user.validate(workspace, code));
    });
    if (isOver) return String(seconds);
  }
  throw new Undecidable(`a code is valid for more than ${lives.at(-1)} s`);
}
