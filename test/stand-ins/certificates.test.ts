import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { createAuthority } from '../../src/stand-ins/certificates.ts';

it('Every certificate can be read, whatever its random number begins with', () => {
  const authority = createAuthority();
  const own = new X509Certificate(authority.cert);
  // One number in 256 begins with a byte of zeros.
  for (let count = 0; count < 1_000; count += 1) {
    const issued = new X509Certificate(authority.issue(['localhost', '127.0.0.1', '::1']).cert);
    expect(issued.checkIssued(own)).toBe(true);
    expect(issued.serialNumber).toMatch(/^[0-9A-F]{1,32}$/);
  }
});
