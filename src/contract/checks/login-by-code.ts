// The login by a one-time password: POST /login sends a code, POST /validate takes it. The page does not have it; another
// document of the vendor does.
import { type Check, define, type Row } from './check.ts';
import { describe, isRefusal, isSuccess } from '../target/response.ts';
import { asksForCode, type Code, givesTokens, type OtpUser } from '../target/otp-user.ts';
import { isRecord } from '../../document/json.ts';
import { tokenOf } from '../target/login.ts';
import type { TargetResponse } from '../target/http.ts';
import { otherwise } from './two-spaces.ts';
import { Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

const rows: readonly Row<void>[] = [
  {
    id: 'required',
    statement:
      'A login of a user with a one-time password responds with 200, otp_required, SMS or MAIL as otp_type, and the username; without tokens.',
    needs: [],
    async run(workspace) {
      const asked = await firstAsked(workspace);
      const { otp_type: type, username } = isRecord(asked.json) ? asked.json : {};
      const fits = (type === 'SMS' || type === 'MAIL') && username === otpUserOf(workspace).username;
      if (!asksForCode(asked) || asked.status !== 200 || !fits)
        throw otherwise('200 with otp_required, otp_type and username', asked);
      if (givesTokens(asked)) throw otherwise('no tokens before the code', asked, 'tokens');
    },
  },
  {
    id: 'accepted',
    statement: 'POST /validate with the code, in an urlencoded form, gives tokens that read settings.',
    async run(workspace) {
      const { validated } = await completed(workspace);
      const access = tokenOf(validated, 'access');
      if (!isSuccess(validated) || access === undefined) throw otherwise('success with tokens', validated);
      const { spaces } = isRecord(validated.json) ? validated.json : {};
      const [space] = Array.isArray(spaces) ? spaces : [];
      const { list } = workspace.options;
      const listed = await workspace.ask(list, { token: access, ...(typeof space === 'string' && { space }) });
      if (!isSuccess(listed)) throw otherwise('success with the token of the login', listed);
    },
  },
  {
    id: 'once',
    shows: 'refused',
    statement: 'A code is refused with 401 after it was used.',
    async run(workspace) {
      const { code, validated } = await completed(workspace);
      if (!givesTokens(validated)) throw new Undecidable('the code was not accepted');
      expectRefused(await otpUserOf(workspace).validate(workspace, code));
    },
  },
  {
    id: 'wrong',
    shows: 'refused',
    statement: 'A wrong code is refused with 401, and the right one is accepted after it.',
    async run(workspace) {
      const user = otpUserOf(workspace);
      const code = await user.askForCode(workspace);
      expectRefused(await user.validate(workspace, wrongOf(code)));
      const right = await user.validate(workspace, code);
      if (!givesTokens(right)) throw otherwise('success after a wrong code', right);
    },
  },
  {
    id: 'other-user',
    shows: 'refused',
    statement: 'A code is refused with 401 under the name of another user.',
    async run(workspace) {
      const user = otpUserOf(workspace);
      const { username } = workspace.client.session;
      if (username === undefined || username === user.username)
        throw new Undecidable('it needs the name of another user');
      expectRefused(await user.validate(workspace, await user.askForCode(workspace), { username }));
    },
  },
  {
    id: 'multipart',
    statement: 'POST /validate takes a multipart form, too.',
    async run(workspace) {
      const user = otpUserOf(workspace);
      const response = await user.validate(workspace, await user.askForCode(workspace), { isMultipart: true });
      if (!givesTokens(response)) throw otherwise('success with tokens', response);
    },
  },
];

/** They come first: what a run writes could be what the target sends codes through. */
export function loginByCodeChecks(): Check[] {
  const source = 'not on the page: POST /login and /validate in another document of the vendor';
  const scope = { name: 'otp', source, effect: 'send', needs: ['required'] } as const;
  return define(
    scope,
    undefined,
    rows.map((row) => ({ ...row, tier: 'assumed', isFirst: true })),
  );
}

/** @throws {Undecidable} when the run was given none. */
export function otpUserOf({ options: { otpUser } }: Workspace): OtpUser {
  if (!otpUser) throw new Undecidable('it needs a user who logs in by a code; pass --otp-user');
  return otpUser;
}

function firstAsked(workspace: Workspace): Promise<TargetResponse> {
  return once(workspace, 'code asked for', () => otpUserOf(workspace).ask(workspace));
}

/** Done once for all checks, because a target may send few codes; but lines for a shell have to show all of it. */
function once<T>(workspace: Workspace, name: string, find: () => Promise<T>): Promise<T> {
  return workspace.options.record ? find() : workspace.remember(name, find);
}

interface Completed {
  readonly code: Code;
  readonly validated: TargetResponse;
}

/** A login with the right code at the first try. */
export function completed(workspace: Workspace): Promise<Completed> {
  return once(workspace, 'code accepted', async () => {
    const user = otpUserOf(workspace);
    const code = await user.codeAfter(workspace, await firstAsked(workspace));
    return { code, validated: await user.validate(workspace, code) };
  });
}

/** Digits that are not the code: its last one is another. */
const wrongOf = ({ text }: Code): string => text.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));

function expectRefused(response: TargetResponse): void {
  if (response.status !== 401 || givesTokens(response))
    throw otherwise('a refusal with 401', response, isRefusal(response) ? describe(response) : undefined);
}
