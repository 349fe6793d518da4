// What the strategies of a mail setting mean for TLS, as Simple Java Mail has them. The mail server of the run offers something else
// for each of these checks, so that they are evaluated while nothing else happens.
import type { Kind } from '../model/kinds.ts';
import type { Strategy } from '../model/mail-settings.ts';
import type { Workspace } from '../model/workspace.ts';
import type { TlsOffer } from '../target/mail-receiver.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import type { Row } from './check.ts';
import { endOf, type Mailed, newAccount, receiverOf, requireConnected, sendMail, whileMailDefault } from './mailed.ts';

export interface TlsRow extends Row<Kind> {
  readonly strategy: Strategy;
}

export const tlsRows: readonly TlsRow[] = [
  {
    id: 'starttls-if-offered',
    strategy: 'SMTP',
    statement: 'With the strategy SMTP, a message goes by STARTTLS if the server offers it.',
    run: (workspace) => expectTls(workspace, { strategy: 'SMTP', offer: 'starttls' }),
  },
  {
    id: 'starttls',
    strategy: 'SMTP_TLS',
    statement: 'With the strategy SMTP_TLS, a message goes by STARTTLS.',
    run: (workspace) => expectTls(workspace, { strategy: 'SMTP_TLS', offer: 'starttls' }),
  },
  {
    id: 'starttls-required',
    strategy: 'SMTP_TLS',
    statement:
      'With the strategy SMTP_TLS, nothing is sent to a server that does not offer STARTTLS, not even a password.',
    async run(workspace) {
      const mailed = await sentWith(workspace, { strategy: 'SMTP_TLS', offer: 'none' });
      requireConnected(workspace, mailed);
      const isLoggedIn = mailed.deliveries.some(({ login }) => login !== undefined);
      if (isLoggedIn) throw differs(mailed, 'an end of the connection before the login');
    },
  },
  {
    id: 'smtps',
    strategy: 'SMTPS',
    statement: 'With the strategy SMTPS, TLS begins with the first byte.',
    run: (workspace) => expectTls(workspace, { strategy: 'SMTPS', offer: 'implicit' }),
  },
];

interface Way {
  readonly strategy: Strategy;
  readonly offer: TlsOffer;
}

async function sentWith(workspace: Workspace, { strategy, offer }: Way): Promise<Mailed> {
  const account = newAccount();
  return receiverOf(workspace).offering(offer, () =>
    whileMailDefault(workspace, { ...account, transportStrategy: strategy }, () => sendMail(workspace, account)),
  );
}

async function expectTls(workspace: Workspace, way: Way): Promise<void> {
  const mailed = await sentWith(workspace, way);
  requireConnected(workspace, mailed);
  const mode = mailed.deliveries.findLast(({ mails }) => mails.length > 0)?.connection.tls;
  if (mode === way.offer) return;
  if (mode === undefined && hasTriedTls(mailed))
    throw new Undecidable(`the target does not accept a certificate that the run has made (${endOf(mailed)})`);
  throw differs(mailed, way.offer === 'implicit' ? 'TLS from the first byte' : 'STARTTLS');
}

/** Whether a handshake was begun after which nothing was said any more. */
function hasTriedTls({ deliveries, failures }: Mailed): boolean {
  const neverBegan = failures.some(({ message, code }) =>
    /ESILENT|timeout|wrong.version|http.request/i.test(`${code} ${message}`),
  );
  if (failures.length > 0) return !neverBegan;
  const { tls, lines = [] } = deliveries.at(-1)?.connection ?? {};
  const last = lines.findLast((line) => line.startsWith('C: '));
  return tls === 'implicit' ? last === undefined : last === 'C: STARTTLS';
}

const differs = (mailed: Mailed, expected: string): Failed => {
  const mode = mailed.deliveries.findLast(({ mails }) => mails.length > 0)?.connection.tls;
  const actual = mode === 'none' ? 'a message in the clear' : endOf(mailed);
  return new Failed({ expected, actual, response: mailed.response });
};
