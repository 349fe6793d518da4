// A file of a certificate that Java can trust: in the format JKS, which needs no password for that.
import { createHash, X509Certificate } from 'node:crypto';

/** @param pem the certificate of an authority */
export function trustStoreOf(pem: string): Buffer {
  const { raw } = new X509Certificate(pem);
  const entry = [number(2), text('otp-settings-mock'), long(Date.now()), text('X.509'), number(raw.length), raw];
  const data = Buffer.concat([number(0xfe_ed_fe_ed), number(2), number(1), ...entry]); // version 2, one entry
  return Buffer.concat([data, digestOf(data)]);
}

/** Of the usual password of Java's own trust store, should somebody pass it. */
function digestOf(data: Buffer): Buffer {
  const password = Buffer.from('changeit', 'utf16le').swap16();
  return createHash('sha1').update(password).update('Mighty Aphrodite').update(data).digest();
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([bytes, Buffer.from(value)]);
}
