// Names and addresses that can only be this machine.

/** Whether a host name, as a URL has it, is one of this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/.test(hostname);
}
