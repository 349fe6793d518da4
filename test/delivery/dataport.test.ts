import { describe, expect, it } from 'vitest';
import type { HttpExchange } from '../../src/document/schemas.ts';
import { play } from '../support/play.ts';

describe('A message through Dataport', () => {
  it('A message through Dataport is a request for a token and one that sends, their secrets masked', () => {
    const { exchanges, from, to, error } = play('dataport');
    expect({ from, to, error }).toEqual({ from: 'ACME', to: '5321234567', error: undefined });
    const [register, send] = exchanges as HttpExchange[];
    expect(register).toMatchObject({
      request: {
        method: 'POST',
        url: 'https://api.dataport.com.tr/restapi/Register',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'UserName=acme&Password=********&Scope=10042&grant_type=password',
      },
      reply: { status: 200, body: '{"access_token":"********","token_type":"bearer","expires_in":86399}' },
    });
    expect(send).toMatchObject({
      request: {
        method: 'POST',
        url: 'https://api.dataport.com.tr/restapi/api/Messages/SendSMS',
        headers: { Authorization: 'Bearer ********', 'Content-Type': 'application/json; charset=utf-8' },
        body:
          '{"SessionID":"","Operator":1,"GroupID":"","Orginator":"ACME","ShortNumber":"4609","Isunicode":0,' +
          '"SendDate":"","DeleteDate":"","MessageList":{"GSMList":[{"Value":"5321234567"}],' +
          '"ContentList":[{"Value":"123456 is your one-time password for a."}]}}',
      },
      reply: { status: 200, body: `{"Error":"0","Results":[{"Status":"0","MessageID":"${'a'.repeat(32)}"}]}` },
    });
  });

  it.each([
    ['Turkcell', 1],
    ['Avea', 2],
    ['vodafone', 3],
    ['SUPERONLINE', 4],
  ])('A message through Dataport names the operator %s as %i', (operator, number) => {
    expect(JSON.parse(play('dataport', { operator }).http.request.body)).toMatchObject({ Operator: number });
  });

  it.each([
    ['plain [€]', 0],
    ['şifre', 1],
    ['🔑', 1],
  ])('A message through Dataport says whether the text %j needs Unicode', (text, unicode) => {
    const body: unknown = JSON.parse(play('dataport', {}, { text }).http.request.body);
    expect(body).toMatchObject({ Isunicode: unicode, MessageList: { ContentList: [{ Value: text }] } });
  });
});

describe('Dataport refuses', () => {
  it.each([{ username: '' }, { password: undefined }, { accountNumber: undefined }])(
    'Dataport refuses the token without credentials (%j), and nothing is sent',
    (changes) => {
      const { exchanges, http, error } = play('dataport', changes);
      expect(exchanges).toHaveLength(1);
      expect(error?.code).toBe('invalid_grant');
      expect(http.reply).toMatchObject({
        status: 400,
        body: '{"error":"invalid_grant","error_description":"The user name or password is incorrect."}',
      });
    },
  );

  it.each([
    ['no originator', { originator: '' }, {}, '1'],
    ['no operator', { operator: undefined }, {}, '2'],
    ['an operator that is none', { operator: 'toString' }, {}, '2'],
    ['a number that is no Turkish mobile’s', {}, { to: '+15005550006' }, '3'],
    ['what the user name asks for', { username: 'fail-77' }, {}, '77'],
    ['what the account number asks for', { accountNumber: 'fail-78' }, {}, '78'],
  ])('Dataport refuses %s with a synthetic code that says so', (_, changes, draft, code) => {
    const { error, http } = play('dataport', changes, draft);
    expect(error).toMatchObject({ code, message: expect.stringContaining('(synthetic)') as string });
    expect(http.reply).toMatchObject({ status: 200, body: JSON.stringify({ Error: code, Results: [] }) });
  });
});
