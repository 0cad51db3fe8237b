import { isIP } from 'node:net';

/** Whether an address to listen on can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Addresses that mean every address of the machine; they can be listened on, not asked. */
const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };

/** Where a program on this machine asks what listens on `host`. */
export function toAskedHost(host: string): string {
  return EVERYWHERE[host] ?? (isIP(host) === 6 ? `[${host}]` : host);
}
