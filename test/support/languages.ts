// Which languages and tools this machine has. REQUIRE_LANGUAGES has a test fail that needs one that is missing.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const isRequired = process.env['REQUIRE_LANGUAGES'] !== undefined;

const has = (name: string, ...args: string[]): Promise<boolean> =>
  promisify(execFile)(name, args).then(
    () => true,
    () => isRequired,
  );

/** Debian's places. */
const jars = (names: string): string[] => names.split(' ').map((name) => `/usr/share/java/${name}.jar`);
export const mailJars = jars('javax.mail javax.activation');
export const junitJars = jars(
  'junit-jupiter-api junit-jupiter-engine junit-platform-commons junit-platform-console junit-platform-engine junit-platform-launcher junit-platform-reporting apiguardian-api opentest4j picocli univocity-parsers',
);

const java = await has('javac', '-version');

export const languages = {
  java,
  javaMail: isRequired || (java && mailJars.every((jar) => existsSync(jar))),
  junit: isRequired || (java && existsSync(junitJars[0] ?? '')),
  go: await has('go', 'version'),
  python: await has('python3', '--version'),
  requests: await has('python3', '-c', 'import requests'),
  pytest: await has('python3', '-c', 'import pytest, requests'),
  curl: await has('curl', '--version'),
} as const;
