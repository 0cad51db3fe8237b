import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network address of who asks. A proxy on this machine sends it in a header, whose last entry alone is the proxy's own; from
 * anybody else the header says whatever they like.
 */
export function readAsker(incoming: IncomingMessage | undefined): string {
  const address = incoming?.socket.remoteAddress ?? 'nobody';
  const isProxy = address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
  const forwarded = String(incoming?.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return toNetwork(isProxy && forwarded ? forwarded.slice(0, 60) : address);
}

/** An IPv4 address as it is; of an IPv6 one the first half, of which a household has everything behind it. */
export function toNetwork(text: string): string {
  const address = withoutPort(text);
  if (!isIPv6(address)) return address;
  const groups = readGroups(address);
  const isMapped = groups[5] === 'ffff' && groups.slice(0, 5).every((group) => group === '0');
  return isMapped ? groups.slice(6).flatMap(toTwoBytes).join('.') : `${groups.slice(0, 4).join(':')}::/64`;
}

/** Some proxies say the port, too: `203.0.113.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  if (text.startsWith('[')) return text.slice(1, text.indexOf(']'));
  const [host = '', ...more] = text.split(':');
  return more.length === 1 && isIPv4(host) ? host : text;
}

/** All eight groups. The URL parser knows the many ways to write one address. */
function readGroups(address: string): string[] {
  const [plain = ''] = address.split('%', 1);
  const written = URL.parse(`http://[${plain}]/`)?.hostname.slice(1, -1) ?? '';
  const [head = '', tail = ''] = written.split('::');
  const [before, after] = [listGroups(head), listGroups(tail)];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after];
}

function listGroups(text: string): string[] {
  return text.split(':').filter((group) => group !== '');
}

function toTwoBytes(group: string): number[] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 255];
}
