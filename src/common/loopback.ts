// Names and addresses that can only be this machine.

/** Whether a host name, as a URL has it, is one of this machine. All names below localhost are (RFC 6761, 6.3). */
export function isLoopback(hostname: string): boolean {
  return /^(([^.]+\.)*localhost\.?|127(\.\d{1,3}){3}|\[(::1|::ffff:7f[\da-f]{2}:[\da-f]{1,4})\]|::1)$/.test(hostname);
}
