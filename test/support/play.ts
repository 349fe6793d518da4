// One message played to one provider, as a test send does it, without a server around it.
import type { Exchange, HttpExchange, ProviderName, SettingOf, SmtpExchange } from '../../src/document/schemas.ts';
import { validatorFor } from '../../src/document/validate.ts';
import { loadDocuments } from '../../src/document/load.ts';
import type { Attempt, Deliver, Draft } from '../../src/delivery/deliver.ts';
import { deliverers } from '../../src/delivery/deliverers.ts';
import { mask } from '../../src/document/secret.ts';
import bodies from './bodies.ts';

const secrets: Readonly<Record<ProviderName, string>> = {
  twilio: 'authToken',
  netgsm: 'password',
  dataport: 'password',
  mail: 'password',
};
const checkExchange = validatorFor((await loadDocuments()).control, 'Exchange');

export interface Played extends Attempt {
  readonly http: HttpExchange;
  readonly smtp: SmtpExchange;
}

/** Plays with the document's example, its secret masked, and some of it changed. */
export function play(provider: ProviderName, changes: object = {}, draft: Partial<Draft> = {}): Played {
  const setting = { ...bodies[provider], [secrets[provider]]: mask, ...changes } as SettingOf<ProviderName>;
  const whole: Draft = {
    space: 'a',
    to: provider === 'mail' ? 'admin@acme.example' : '+905321234567',
    code: '123456',
    text: '123456 is your one-time password for a.',
    subject: 'Your one-time password – a',
    date: new Date('2026-04-24T08:05:55.076Z'),
    providerErrorCode: undefined,
    ...draft,
  };
  const draw = { hex: (length: number) => 'a'.repeat(length), digits: (length: number) => '0'.repeat(length) };
  const attempt = (deliverers[provider] as Deliver<ProviderName>)(setting, whole, draw);
  for (const exchange of attempt.exchanges) {
    const fault = checkExchange(exchange);
    if (fault) throw new Error(`the document does not know this exchange: ${fault}`);
  }
  const last = attempt.exchanges.at(-1) as Exchange;
  return { ...attempt, http: last as HttpExchange, smtp: last as SmtpExchange };
}
