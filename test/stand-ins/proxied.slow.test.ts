// Clients that nobody has changed are led to the mock by `otp-settings-mock env`, as a shell takes it. Needs a build.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/document/schemas.ts';
import { execute, install } from '../support/package.ts';
import { startListening } from '../support/passing.ts';
import { command } from '../support/process.ts';
import { languages } from '../support/languages.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(`clients/${name}`, import.meta.url));

const sid = 'AC0123456789abcdef0123456789abcdef';
const accounts = {
  twilio: [sid, 'geheim-1'],
  netgsm: ['8501234567', 'geheim-2'],
  dataport: ['acme', 'geheim-3'],
} as const;

/** The fetch of Node reads the variables from these versions on; before, the client is told another address. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const readsVariables = major >= 24 || (major === 22 && minor >= 21);

const xml = `curl -sf https://api.netgsm.com.tr/sms/send/xml -H 'Content-Type: text/xml' -d "<mainbody><header><company>Netgsm</company><usercode>$1</usercode><password>$2</password><type>1:n</type><msgheader>ACME</msgheader></header><body><msg><![CDATA[493027 is your code.]]></msg><no>$3</no></body></mainbody>"`;
const dataport = `curl -s https://api.dataport.com.tr/restapi/Register --data-urlencode "UserName=$1" --data-urlencode "Password=$2" -d Scope=10042 -d grant_type=password > register.json
token=$(sed -n 's/.*"access_token":"\\([^"]*\\)".*/\\1/p' register.json)
[ -n "$token" ] || { cat register.json; exit 1; }
curl -sf https://api.dataport.com.tr/restapi/api/Messages/SendSMS -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d '{"SessionID":"","Operator":1,"GroupID":"","Orginator":"ACME","ShortNumber":"","Isunicode":0,"SendDate":"","DeleteDate":"","MessageList":{"GSMList":[{"Value":"'$3'"}],"ContentList":[{"Value":"493027 is your code."}]}}'`;

interface Client {
  readonly name: string;
  readonly provider: keyof typeof accounts;
  readonly env: 'curl' | 'node' | 'python' | 'java';
  /** For a shell that has the account, its secret, the recipient, the folder of packages and the mock's URL as $1 to $5. */
  readonly line: string;
  /** What it says when the secret is wrong. */
  readonly refused: RegExp;
  readonly isThere: boolean;
}

const clients: readonly Client[] = [
  {
    name: 'twilio-node',
    provider: 'twilio',
    env: 'node',
    line: `node "${fileOf('send-by-twilio.cjs')}" "$4" "$1" "$2" "$3"`,
    refused: /RestException 20003/,
    isThere: true,
  },
  {
    name: '@netgsm/sms',
    provider: 'netgsm',
    env: 'node',
    line: `node "${fileOf('send-by-netgsm.cjs')}" "$4" "$1" "$2" "$3" ${readsVariables ? '' : '"$5/__providers/netgsm"'}`,
    refused: /30 invalidCredentials/,
    isThere: true,
  },
  {
    name: 'requests',
    provider: 'twilio',
    env: 'python',
    line: `python3 "${fileOf('send_sms.py')}" "$1" "$2" "$3"`,
    refused: /401 Client Error.*20003/s,
    isThere: languages.requests,
  },
  {
    name: 'the HttpClient of the JDK',
    provider: 'twilio',
    env: 'java',
    line: `java "${fileOf('SendSms.java')}" "$1" "$2" "$3"`,
    refused: /401.*20003/s,
    isThere: languages.java,
  },
  {
    name: 'curl with XML for NetGSM',
    provider: 'netgsm',
    env: 'curl',
    line: `${xml} | tee reply; grep -q '^00 ' reply`,
    refused: /^30/,
    isThere: languages.curl,
  },
  {
    name: 'curl for Dataport',
    provider: 'dataport',
    env: 'curl',
    line: dataport,
    refused: /invalid_grant|error/i,
    isThere: languages.curl,
  },
];

describe.each(clients)('The unmodified client $name', ({ provider, env, line, refused, isThere }) => {
  let packages = '';
  beforeAll(async () => {
    packages = await mkdtemp(join(tmpdir(), 'clients-'));
    if (env === 'node') await install(packages, ['twilio@6', '@netgsm/sms@1']);
  }, 120_000);

  /** Runs the client in a shell, after what `env` has printed there. */
  async function send(
    secret: string,
  ): Promise<{ readonly message: Message | undefined; readonly output: string; readonly isSent: boolean }> {
    const { url, agent } = await startListening({ providersPort: 0 });
    const [account, own] = accounts[provider];
    const names = provider === 'twilio' ? ['accountSid', 'authToken'] : ['username', 'password'];
    const setting = { [names[0] ?? '']: account, [names[1] ?? '']: own };
    await agent.put(`/__mock/spaces/acme/settings/${provider}`).send(setting);
    const home = await mkdtemp(join(tmpdir(), 'env-'));
    const script = `eval "$("${process.execPath}" "${command}" env ${env} "$5")"\n${line}`;
    const ended = await execute(
      'bash',
      ['-c', script, 'bash', account, secret, provider === 'twilio' ? '+905321234567' : '5321234567', packages, url],
      {
        cwd: home,
        env: { ...process.env, XDG_CACHE_HOME: home },
      },
    ).then(
      (result) => ({ ...result, isSent: true }),
      (error: { stdout: string; stderr: string }) => ({ ...error, isSent: false }),
    );
    const { body } = await agent.get('/__mock/outbox');
    const [message] = (body as { messages: Message[] }).messages;
    return { message, output: ended.stdout + ended.stderr, isSent: ended.isSent };
  }

  it.skipIf(!isThere)(
    'The unmodified client sends to the host of the provider, and its message is in the outbox',
    async () => {
      const { message, output, isSent } = await send(accounts[provider][1]);
      expect(isSent, output).toBe(true);
      expect(message).toMatchObject({ space: 'acme', provider, received: true, status: 'sent', code: '493027' });
      expect(JSON.stringify(message)).not.toContain('geheim');
    },
  );

  it.skipIf(!isThere)('The unmodified client has its own error when the secret is wrong', async () => {
    const { output, isSent } = await send('falsch');
    expect(output).toMatch(refused);
    expect(isSent).toBe(false);
  });
});
