// Clients of the API that nobody has changed for the mock, and which operations and fields each of them uses.
import { readFileSync } from 'node:fs';
import { programs, settings } from '../integrations/generated-programs.ts';
import type { Proof } from './row.ts';

interface ApiClient extends Proof {
  readonly name: string;
  /** The program; it uses an operation whose path or id is in it. */
  readonly text: string;
  /** What it stores, by the path of the operation. */
  readonly bodies?: Readonly<Record<string, object>>;
  /** Whether it stores a setting with everything that it has read. */
  readonly writesBack?: boolean;
}

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const bodies = {
  '/api/otp/settings/sms/twilio': settings.twilio,
  '/api/otp/settings/sms/netgsm': settings.netgsm,
  '/api/otp/settings/sms/dataport': settings.dataport,
  '/api/otp/settings/mail/default': settings.mail,
};

const generated = Object.entries(programs).map(([name, text]): ApiClient => ({
  name,
  text,
  bodies,
  writesBack: text.includes('body.creationDate'),
  file: 'test/integrations/generators.slow.test.ts',
  title: 'A generated client compiles and drops nothing: %s',
}));

const examples = read('src/integrations/languages.md');
const inLanguages = Object.entries({
  python: 'requests',
  java: 'HttpClient of the JDK',
  go: 'net/http of Go',
  sh: 'curl',
});

export const apiClients: readonly ApiClient[] = [
  ...generated,
  ...inLanguages.map(([language, name]) => ({
    name,
    text: new RegExp(`\`\`\`${language}\n((?://|#) [\\s\\S]*?)\`\`\``).exec(examples)?.[1] ?? '',
    file: 'test/integrations/languages.slow.test.ts',
    title: 'The example passes against the mock, and removes its space',
  })),
  {
    name: 'fetch in Chromium',
    text: read('test/browser/application.slow.test.ts'),
    file: 'test/browser/application.slow.test.ts',
    title:
      'An application at http://localhost is told to call the mock by the same name, and when it does, it is logged in',
  },
];

/** The names of those that use an operation. */
export function clientsOf({ path, id }: { readonly path: string; readonly id: string }): string[] {
  const isUsed = new RegExp(`${path}(?=["'\`])|\\.${id}\\(`);
  return apiClients.filter(({ text }) => isUsed.test(text)).map(({ name }) => name);
}

/** The names of those that store a field, or everything. */
export function clientsWith(path: string, field: string): string[] {
  const stores = ({ writesBack, bodies: sent }: ApiClient): boolean =>
    writesBack === true || Object.hasOwn(sent?.[path] ?? {}, field);
  return apiClients.filter(stores).map(({ name }) => name);
}
