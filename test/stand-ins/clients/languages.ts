// Which languages and tools this machine has, for clients in them. REQUIRE_LANGUAGES has a test fail that needs one that is missing.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const isRequired = process.env['REQUIRE_LANGUAGES'] !== undefined;

const has = (name: string, ...args: string[]): Promise<boolean> =>
  promisify(execFile)(name, args).then(
    () => true,
    () => isRequired,
  );

/** Debian's places. */
export const mailJars = ['javax.mail.jar', 'javax.activation.jar'].map((name) => `/usr/share/java/${name}`);

const java = await has('javac', '-version');

export const languages = {
  java,
  javaMail: isRequired || (java && mailJars.every((jar) => existsSync(jar))),
  python: await has('python3', '--version'),
  requests: await has('python3', '-c', 'import requests'),
  curl: await has('curl', '--version'),
} as const;
