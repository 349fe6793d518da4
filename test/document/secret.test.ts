// Which names are those of secrets.
import { expect, it } from 'vitest';
import { isSecretName } from '../../src/document/secret.ts';

it.each([
  'password',
  'newPassword',
  'passwd',
  'authToken',
  'access_token',
  'tokens',
  'clientSecret',
  'secretKey',
  'Authorization',
  'X-Auth',
  'x-auth-token',
  'apiKey',
  'api-key',
  'X-Api-Key',
])('The name %s is that of a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

it.each(['username', 'token_type', 'tokenType', 'header', 'provider', 'author', 'smtpHost'])(
  'The name %s is not that of a secret',
  (name) => {
    expect(isSecretName(name)).toBe(false);
  },
);
