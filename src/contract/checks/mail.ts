// The mail that a test send sends. The page does not say what a test send does, so all of it is assumed: what the fields of a mail
// setting mean by their names, and by Simple Java Mail, whose names the strategies have.
import { isRecord } from '../../document/json.ts';
import { hasStrategy, isMailKind, mailSettingOf } from '../model/mail-settings.ts';
import type { Kind } from '../model/kinds.ts';
import type { Subjects } from '../model/subjects.ts';
import type { Workspace } from '../model/workspace.ts';
import { counted } from '../../common/counted.ts';
import { Failed } from '../target/verdict.ts';
import { type Check, define, type Row, type Scope } from './check.ts';
import {
  endOf,
  firstMail,
  type Mailed,
  mailKindOf,
  mailsOf,
  newAccount,
  receiverOf,
  requireConnected,
  sendMail,
  usualMail,
  whileMailDefault,
} from './mailed.ts';
import { tlsRows } from './mail-tls.ts';

const rows: readonly Row<Kind>[] = [
  {
    id: 'arrives',
    statement: 'A test send through a mail setting hands over a message to the server at smtpHost and smtpPort.',
    needs: ({ name }) => [`${name}.listed`, 'test.exists'],
    run: async (workspace) => void (await firstMail(workspace)),
  },
  {
    id: 'once',
    statement: 'A test send hands over one message, to one recipient.',
    async run(workspace) {
      const mailed = await usualMail(workspace);
      const recipients = mailsOf(workspace, mailed).map(({ to }) => to.length);
      if (recipients.length !== 1 || recipients[0] !== 1)
        throw differs(mailed, 'one message to one recipient', inNumbers(recipients));
    },
  },
  {
    id: 'login',
    statement: 'A test send logs in with username and password of the mail setting.',
    async run(workspace) {
      const mailed = await usualMail(workspace);
      mailsOf(workspace, mailed);
      expectLogin(mailed);
    },
  },
  {
    id: 'current-password',
    statement: 'A test send logs in with the current password, not with an earlier one.',
    async run(workspace) {
      const earlier = newAccount();
      const account = { ...earlier, password: newAccount().password };
      await whileMailDefault(workspace, earlier, () => sendMail(workspace, earlier));
      const mailed = await whileMailDefault(workspace, account, () => sendMail(workspace, account));
      mailsOf(workspace, mailed);
      expectLogin(mailed);
    },
  },
  {
    id: 'sender',
    statement: 'The sender of a message is the username of the mail setting, in the envelope and in the header.',
    async run(workspace) {
      const { mailed, mail } = await firstMail(workspace);
      const { username } = mailed.account;
      if (mail.from !== username || mail.headerFrom !== username)
        throw differs(mailed, username, `${mail.from} in the envelope, ${mail.headerFrom ?? 'nothing'} in the header`);
    },
  },
  {
    id: 'recipient',
    statement: 'The recipient of a message is the user who has asked for it.',
    run: expectRecipient,
  },
  {
    id: 'code',
    statement: 'The text of a message has a number of four to eight digits: the code.',
    async run(workspace) {
      const { mailed, mail } = await firstMail(workspace);
      if (mail.code === '') throw differs(mailed, 'a number of four to eight digits in the text', 'none');
    },
  },
  {
    id: 'own-space',
    statement: 'A test send goes through the mail setting of its own space.',
    needs: ['arrives', 'spaces.apart'],
    run: expectOwnSpace,
  },
  {
    id: 'refused-once',
    statement: 'After a mail server has refused the login, a test send hands over nothing.',
    async run(workspace) {
      const account = newAccount();
      receiverOf(workspace).refuseOnce(account.username);
      const mailed = await whileMailDefault(workspace, account, () => sendMail(workspace, account));
      requireConnected(workspace, mailed);
      const recipients = mailed.deliveries.flatMap(({ mails }) => mails.map(({ to }) => to.length));
      if (recipients.length > 0) throw differs(mailed, 'no message', inNumbers(recipients));
    },
  },
];

/** The checks of what arrives, for a run that can receive mail. */
export function mailChecks({ kinds, test }: Subjects): Check[] {
  const scope: Scope = {
    name: 'mail',
    source: 'not on the page: what the fields of the mail setting are called',
    effect: test.effect,
    needs: ['arrives'],
  };
  const assumed = <About>(list: readonly Row<About>[]) => list.map((row) => ({ ...row, tier: 'assumed' as const }));
  return kinds
    .filter(isMailKind)
    .flatMap((kind) => [
      ...define({ ...scope, place: 'mail' }, kind, assumed(rows)),
      ...define(scope, kind, assumed(tlsRows.filter(({ strategy }) => hasStrategy(kind, strategy)))),
    ]);
}

const differs = ({ response }: Mailed, expected: string, actual: string): Failed =>
  new Failed({ expected, actual, response });

const inNumbers = (recipients: readonly number[]): string =>
  `${counted(recipients.length, 'message')}, to ${recipients.map((each) => counted(each, 'recipient')).join(' and ')}`;

/** @throws {Failed} when the last login was not with the account. */
function expectLogin(mailed: Mailed): void {
  const { username, password } = mailed.account;
  const login = mailed.deliveries.findLast((each) => each.login !== undefined)?.login;
  if (!login) throw differs(mailed, `a login as ${username}`, endOf(mailed));
  if (login.username !== username) throw differs(mailed, `a login as ${username}`, `one as ${login.username}`);
  if (login.password !== password) throw differs(mailed, `the password of ${username}`, 'another password');
}

/** Where the target does not tell the user's address, it can at least not be that of the setting. */
async function expectRecipient(workspace: Workspace): Promise<void> {
  const { mailed, mail } = await firstMail(workspace);
  const own = await addressOfUser(workspace);
  const [to = ''] = mail.to;
  if (own !== undefined && to.toLowerCase() !== own.toLowerCase()) throw differs(mailed, own, to);
  if (to === mailed.account.username) throw differs(mailed, 'the address of the user', 'that of the mail setting');
}

/** As documents of the vendor have it, in two generations. */
async function addressOfUser({ options: { list }, unrecorded }: Workspace): Promise<string | undefined> {
  for (const name of ['currentUser', 'current-user']) {
    const { json } = await unrecorded.ask({ ...list, path: `/api/auth/${name}` });
    const email = isRecord(json) ? json['email'] : undefined;
    if (typeof email === 'string' && email !== '') return email;
  }
  return undefined;
}

async function expectOwnSpace(workspace: Workspace): Promise<void> {
  const other = workspace.otherSpace();
  const [here, there] = [newAccount(), newAccount()];
  const kind = mailKindOf(workspace);
  const body = mailSettingOf(kind, receiverOf(workspace).address, { ...there });
  await workspace.store(kind, body, { space: other });
  const [own, foreign] = await whileMailDefault(workspace, here, async () => [
    await sendMail(workspace, here),
    await sendMail(workspace, there, other),
  ]);
  await workspace.put(kind, { ...body, isDefault: false }, { space: other });
  for (const mailed of [own, foreign]) {
    mailsOf(workspace, mailed);
    expectLogin(mailed);
  }
}
