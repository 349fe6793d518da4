// Mail settings that point at the mail server of the run, so that it sees what a test send causes.
import type { MailAddress } from '../target/mail-receiver.ts';
import { type Body, type Kind, sampleOf } from './kinds.ts';

export type Strategy = 'SMTP' | 'SMTPS' | 'SMTP_TLS';

/** Whether settings of a kind name a mail server. */
export const isMailKind = ({ fields }: Kind): boolean =>
  ['smtpHost', 'smtpPort', 'username', 'password'].every((name) => fields.some((field) => field.name === name));

/** Whether a setting can have a strategy; an enum that is not shown does not exclude it. */
export function hasStrategy({ fields }: Kind, strategy: Strategy): boolean {
  const values = fields.find(({ name }) => name === 'transportStrategy')?.schema.enum as unknown[] | undefined;
  return values?.includes(strategy) ?? false;
}

/** The default of its space, with this server. */
export function mailSettingOf(kind: Kind, { host, port }: MailAddress, changes: Body = {}): Body {
  const strategy = hasStrategy(kind, 'SMTP') ? { transportStrategy: 'SMTP' } : {};
  return sampleOf(kind, { isDefault: true, smtpHost: host, smtpPort: port, ...strategy, ...changes });
}
