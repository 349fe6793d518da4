// Certificates that live as long as the mock: an authority that is made at the start, and what it issues. X.509 (RFC 5280) in
// DER, because Node can sign but not write certificates; the libraries that can are many times larger than the rest of this room.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';

export interface Certificate {
  /** In PEM. */
  readonly cert: string;
  /** The private key, in PEM. */
  readonly key: string;
}

export interface Authority {
  /** Its own certificate in PEM, for those who are to trust what it issues. */
  readonly cert: string;
  /** A certificate for names and addresses of a server. */
  issue(hosts: readonly string[]): Certificate;
}

/** How long certificates are valid, in milliseconds, from a day before now: clocks differ. */
const [day, life] = [86_400_000, 397 * 86_400_000];

export function createAuthority(): Authority {
  const own = newPair();
  const name = nameOf('otp-settings-mock, for tests only');
  const extensions = [
    extension('2.5.29.19', sequence(boolean(true)), true), // basicConstraints: an authority
    extension('2.5.29.15', tagged(0x03, Buffer.from([1, 0b110])), true), // keyUsage: certificates and their revocation
    extension('2.5.29.14', tagged(0x04, idOf(own.publicKey))),
  ];
  const cert = certificate({ of: own.publicKey, subject: name, extensions }, { name, key: own.privateKey });
  return {
    cert,
    issue(hosts) {
      const { publicKey, privateKey } = newPair();
      const ofLeaf = [
        extension('2.5.29.19', sequence()),
        extension('2.5.29.15', tagged(0x03, Buffer.from([7, 0b1000_0000])), true), // keyUsage: signatures
        extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))), // of servers
        extension('2.5.29.17', sequence(...hosts.map(alternativeName))),
        extension('2.5.29.35', sequence(tagged(0x80, idOf(own.publicKey)))),
        extension('2.5.29.14', tagged(0x04, idOf(publicKey))),
      ];
      const leaf = { of: publicKey, subject: nameOf(hosts[0] ?? ''), extensions: ofLeaf };
      return {
        cert: certificate(leaf, { name, key: own.privateKey }),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

const newPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

interface Issued {
  readonly of: KeyObject;
  readonly subject: Buffer;
  readonly extensions: readonly Buffer[];
}

interface Issuer {
  readonly name: Buffer;
  readonly key: KeyObject;
}

function certificate({ of, subject, extensions }: Issued, issuer: Issuer): string {
  const algorithm = sequence(oid('1.2.840.10045.4.3.2')); // ECDSA with SHA-256
  const [from, until] = [Date.now() - day, Date.now() - day + life].map(time);
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))), // version 3
    integer(randomBytes(16)),
    algorithm,
    issuer.name,
    sequence(from ?? Buffer.of(), until ?? Buffer.of()),
    subject,
    of.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions)),
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, issuer.key)]));
  const lines =
    sequence(body, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const bytes = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
const boolean = (value: boolean): Buffer => tagged(0x01, Buffer.of(value ? 0xff : 0));
const text = (value: string): Buffer => tagged(0x0c, Buffer.from(value));

/** A positive one, in as few bytes as it needs: DER forbids more, and OpenSSL refuses them. */
function integer(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const needed = bytes.subarray(Math.max(first, 0));
  return tagged(0x02, (needed[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), needed]) : needed);
}

/** In UTC, with two digits for the year. */
const time = (at: number): Buffer =>
  tagged(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replaceAll(/[-T:]/g, '')}Z`));

function oid(name: string): Buffer {
  const [first = 0, second = 0, ...rest] = name.split('.').map(Number);
  const digits = (value: number): number[] =>
    value < 0x80 ? [value] : [...digits(Math.floor(value / 0x80)).map((each) => each | 0x80), value % 0x80];
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(digits)]));
}

const nameOf = (common: string): Buffer => sequence(tagged(0x31, sequence(oid('2.5.4.3'), text(common))));

const extension = (name: string, value: Buffer, isCritical = false): Buffer =>
  sequence(oid(name), ...(isCritical ? [boolean(true)] : []), tagged(0x04, value));

function alternativeName(host: string): Buffer {
  if (isIPv4(host)) return tagged(0x87, Buffer.from(host.split('.').map(Number)));
  if (isIPv6(host)) return tagged(0x87, bytesOf6(host));
  return tagged(0x82, Buffer.from(host));
}

/** The sixteen bytes of an IPv6 address. */
function bytesOf6(host: string): Buffer {
  const [before = '', after] = host.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [left, right] = [groups(before), groups(after ?? '')];
  const middle = after === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return Buffer.from([...left, ...middle, ...right].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** What identifies a key: a hash of it (RFC 7093). */
const idOf = (key: KeyObject): Buffer =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);
