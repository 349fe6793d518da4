// A complete message in the format of RFC 5322, with its text in UTF-8. Encodings by nodemailer.
import { encodeWords, foldLines } from 'nodemailer/lib/mime-funcs';
import { encode, wrap } from 'nodemailer/lib/qp';
import type { Draft } from './deliver.ts';

export interface MessageParts {
  readonly from: string;
  readonly to: string;
  readonly draft: Draft;
  /** Makes the Message-ID unique. */
  readonly id: string;
}

/** Headers, an empty line, the text; lines ended by CR LF. */
export function composeMessage({ from, to, draft, id }: MessageParts): string {
  const domain = /@([\w.-]+)$/.exec(partsOf(from).address)?.[1] ?? 'localhost';
  const headers = [
    `Date: ${draft.date.toUTCString().replace('GMT', '+0000')}`,
    `From: ${address(from)}`,
    `To: ${address(to)}`,
    `Message-ID: <${id}@${domain}>`,
    `Subject: ${encodeWords(oneLine(draft.subject), 'B', 52)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
  ];
  const text = wrap(encode(`${draft.text}\n`), 76).replaceAll(/\r?\n/g, '\r\n');
  return `${headers.map((header) => foldLines(header, 76)).join('\r\n')}\r\n\r\n${text}`;
}

const plain = /^[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+$/;

/** A plain address, with a display name or without. Anything else, such as a user name, becomes an encoded name, so that it cannot break a header. */
function address(text: string): string {
  const { name, address: bare } = partsOf(text);
  if (!plain.test(bare)) return encodeWords(text, 'B', 52, true);
  return name === '' ? bare : `${encodeWords(name, 'B', 52, true)} <${bare}>`;
}

/** A display name and an address, as in `Acme <otp@acme.example>`; without angle brackets all of it is the address. */
export function partsOf(text: string): { readonly name: string; readonly address: string } {
  const [, name = '', address = text] = /^(.*)<([^<>]*)>\s*$/.exec(text) ?? [];
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() };
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
