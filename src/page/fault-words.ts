// A fault in words.
import type { Fault } from '../document/schemas.ts';

const connections = { reset: 'connection reset', hang: 'no answer', truncate: 'answer cut off' } as const;

/** With which requests something goes wrong, and what, as in `The next 2 requests to getSettings in acme: status 500`. */
export function describeFault(fault: Fault): string {
  const { operation, provider, space, user, times, probability, seconds } = fault;
  const often = times === undefined ? 'Every request' : times === 1 ? 'The next request' : `The next ${times} requests`;
  const which = [
    often,
    operation && `to ${operation}`,
    provider && `about ${provider}`,
    space && `in ${space}`,
    user && `of ${user}`,
  ].filter(Boolean);
  const limits = [
    ...(probability === undefined ? [] : [`in ${probability * 100} % of the cases`]),
    ...(seconds === undefined ? [] : [`for ${seconds} s`]),
  ];
  const effects = effectsOf(fault);
  return `${which.join(' ')}: ${[...(effects.length === 0 ? ['nothing goes wrong yet'] : effects), ...limits].join(', ')}`;
}

function effectsOf({ status, delay, headers, connection, error, token }: Fault): string[] {
  const late = typeof delay === 'object' ? `${delay.from}–${delay.to} ms late` : `${delay} ms late`;
  return [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(delay === undefined ? [] : [late]),
    ...(connection === undefined ? [] : [connections[connection]]),
    ...(error === undefined ? [] : [`refused by the provider with ${error}`]),
    ...(token === undefined ? [] : ['access token expired']),
    ...(headers === undefined ? [] : [`with ${Object.keys(headers).join(', ')}`]),
  ];
}
