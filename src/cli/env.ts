// What leads clients of the providers to a mock, as lines for a shell: variables, and files with the certificate to trust.
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, type Command, Option } from 'commander';
import { quote } from '../common/shell.ts';
import { userFolder } from '../common/user-folder.ts';
import { isRecord } from '../document/json.ts';
import type { Providers } from '../document/schemas.ts';
import { StartError } from '../document/start-error.ts';
import { askMock } from '../integrations/ask-mock.ts';
import { trustStoreOf } from '../stand-ins/trust-store.ts';
import { mockUrl } from './health.ts';

type Shell = 'sh' | 'powershell';

interface Trusted {
  readonly proxy: URL;
  /** The files with the certificate: in PEM, and for Java. */
  readonly pem: string;
  readonly trustStore: string;
}

/** The variables that each kind of client reads. */
const clients: Readonly<Record<string, (trusted: Trusted) => Readonly<Record<string, string>>>> = {
  java: ({ proxy, trustStore }) => ({
    JAVA_TOOL_OPTIONS: [
      `-Dhttps.proxyHost=${proxy.hostname}`,
      `-Dhttps.proxyPort=${proxy.port}`,
      `-Djavax.net.ssl.trustStore=${trustStore}`,
    ].join(' '),
  }),
  node: ({ proxy, pem }) => ({
    HTTP_PROXY: proxy.origin,
    HTTPS_PROXY: proxy.origin,
    NODE_USE_ENV_PROXY: '1', // for fetch, from Node 22.21 and 24 on
    NODE_EXTRA_CA_CERTS: pem,
  }),
  python: ({ proxy, pem }) => ({ HTTPS_PROXY: proxy.origin, REQUESTS_CA_BUNDLE: pem, SSL_CERT_FILE: pem }),
  curl: ({ proxy, pem }) => ({ HTTPS_PROXY: proxy.origin, CURL_CA_BUNDLE: pem }),
};

const inShell: Readonly<Record<Shell, (name: string, value: string) => string>> = {
  sh: (name, value) => `export ${name}=${quote(value)}`,
  powershell: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
};

/** Adds the command. @param print is told the lines */
export function addEnv(program: Command, print: (lines: string) => void): void {
  program
    .command('env')
    .description('print what leads a client of the providers to a mock that was started with --providers-port')
    .addArgument(new Argument('<client>', 'the language or tool of the client').choices(Object.keys(clients)))
    .argument('[url]', 'where the mock is (default: this machine, at OTP_MOCK_PORT, PORT, or 4010)')
    .addOption(
      new Option('--shell <name>', 'for which shell')
        .choices(Object.keys(inShell))
        .default(process.platform === 'win32' ? 'powershell' : 'sh', 'powershell on Windows, otherwise sh'),
    )
    .addHelpText(
      'after',
      '\nUse: eval "$(npx otp-settings-mock env node)", or in PowerShell: npx otp-settings-mock env node | Out-String | Invoke-Expression\n',
    )
    .action(async (client: string, url: string | undefined, { shell }: { readonly shell: Shell }) =>
      print(await linesOf(mockUrl(url, process.env), { client, shell })),
    );
}

async function linesOf(url: string, { client, shell }: { readonly client: string; readonly shell: Shell }) {
  const providers = await providersOf(url);
  const { proxy } = providers;
  if (!proxy)
    throw new StartError(`The mock at ${url} has no proxy for the providers. Start it with --providers-port 4011.`);
  const variables = clients[client]?.(await trust(proxy)) ?? {};
  const lines = Object.entries(variables).map(([name, value]) => inShell[shell](name, value));
  return [...lines, ...mailLines(providers)].map((line) => `${line}\n`).join('');
}

/** No client reads the mail server from a variable. */
const mailLines = ({ smtp, smtps }: Providers): string[] => [
  ...(smtp ? [`# smtpHost ${smtp.host}, smtpPort ${smtp.port}: SMTP and STARTTLS`] : []),
  ...(smtps ? [`# smtpHost ${smtps.host}, smtpPort ${smtps.port}: TLS from the first byte`] : []),
];

async function providersOf(url: string): Promise<Providers> {
  const token = process.env['OTP_MOCK_CONTROL_TOKEN'];
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const { status, text } = await askMock(`${url}/__mock/providers`, { headers }).catch((error: Error) => {
    throw new StartError(`${error.message}. Start the mock first: npx otp-settings-mock --providers-port 4011.`);
  });
  if (status === 401) throw new StartError(`The mock at ${url} requires a token: set OTP_MOCK_CONTROL_TOKEN.`);
  const value = status === 200 ? parsed(text) : undefined;
  if (isRecord(value) && isRecord(value['hosts'])) return value as unknown as Providers; // as the control API has it
  throw new StartError(`What responds at ${url} is not a mock of this version.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes the certificate where clients can read it: it is another one after each start of the mock. */
async function trust({ url, ca }: NonNullable<Providers['proxy']>): Promise<Trusted> {
  const proxy = new URL(url);
  const folder = join(userFolder('cache', process.env) ?? join(tmpdir(), 'otp-settings-mock'), 'providers', proxy.port);
  const [pem, trustStore] = [join(folder, 'ca.pem'), join(folder, 'ca.jks')];
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(pem, ca);
    await writeFile(trustStore, trustStoreOf(ca));
  } catch (error) {
    throw new StartError(`The certificate cannot be written to ${folder} (${(error as NodeJS.ErrnoException).code}).`);
  }
  return { proxy, pem, trustStore };
}
