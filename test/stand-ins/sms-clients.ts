// Clients of the SMS providers that nobody has changed: packages of the providers, and what the languages have.
import { fileURLToPath } from 'node:url';
import { languages } from '../support/languages.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(`clients/${name}`, import.meta.url));

const sid = 'AC0123456789abcdef0123456789abcdef';
/** By provider, the account and its secret. */
export const accounts = {
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

const messages = '/2010-04-01/Accounts/{AccountSid}/Messages.json';

interface SmsClient {
  readonly name: string;
  readonly provider: keyof typeof accounts;
  /** The requests that it makes, by the paths of the provider. */
  readonly sends: readonly string[];
  readonly env: 'curl' | 'node' | 'python' | 'java';
  /** For a shell that has the account, its secret, the recipient, the folder of packages and the mock's URL as $1 to $5. */
  readonly line: string;
  /** What it says when the secret is wrong. */
  readonly refused: RegExp;
  readonly isThere: boolean;
}

export const smsClients: readonly SmsClient[] = [
  {
    name: 'twilio-node',
    provider: 'twilio',
    sends: [messages],
    env: 'node',
    line: `node "${fileOf('send-by-twilio.cjs')}" "$4" "$1" "$2" "$3"`,
    refused: /RestException 20003/,
    isThere: true,
  },
  ...(['send', 'otp'] as const).map((way): SmsClient => ({
    name: `@netgsm/sms, ${way}`,
    provider: 'netgsm',
    sends: [`/sms/rest/v2/${way}`],
    env: 'node',
    line: `node "${fileOf('send-by-netgsm.cjs')}" ${way} "$4" "$1" "$2" "$3" ${readsVariables ? '' : '"$5/__providers/netgsm"'}`,
    refused: /30 /,
    isThere: true,
  })),
  {
    name: 'requests',
    provider: 'twilio',
    sends: [messages],
    env: 'python',
    line: `python3 "${fileOf('send_sms.py')}" "$1" "$2" "$3"`,
    refused: /401 Client Error.*20003/s,
    isThere: languages.requests,
  },
  {
    name: 'HttpClient of the JDK',
    provider: 'twilio',
    sends: [messages],
    env: 'java',
    line: `java "${fileOf('SendSms.java')}" "$1" "$2" "$3"`,
    refused: /401.*20003/s,
    isThere: languages.java,
  },
  {
    name: 'curl with XML',
    provider: 'netgsm',
    sends: ['/sms/send/xml'],
    env: 'curl',
    line: `${xml} | tee reply; grep -q '^00 ' reply`,
    refused: /^30/,
    isThere: languages.curl,
  },
  {
    name: 'curl with forms and JSON',
    provider: 'dataport',
    sends: ['/restapi/Register', '/restapi/api/Messages/SendSMS'],
    env: 'curl',
    line: dataport,
    refused: /invalid_grant|error/i,
    isThere: languages.curl,
  },
];
