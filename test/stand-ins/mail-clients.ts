// Clients of mail servers that nobody has changed, in other languages; undefined where the machine does not have the language.
import { fileURLToPath } from 'node:url';
import { languages, mailJars } from '../support/languages.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(`clients/${name}`, import.meta.url));

export const mailClients = {
  JavaMail: languages.javaMail
    ? { command: 'java', args: ['-cp', mailJars.join(':'), fileOf('SendMail.java')] }
    : undefined,
  smtplib: languages.python ? { command: 'python3', args: [fileOf('send_mail.py')] } : undefined,
};
