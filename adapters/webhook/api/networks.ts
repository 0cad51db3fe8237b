import { BlockList, isIPv6 } from 'node:net';

/** Networks of IPv4 that are not the public internet (IANA's registry of special-purpose addresses). */
const PRIVATE_IPV4 = [
  ...(['0.0.0.0/8', '10.0.0.0/8', '127.0.0.0/8'] as const),
  // Carrier-grade NAT, in which clouds also have their metadata.
  '100.64.0.0/10',
  // Link-local, with the metadata of most clouds at 169.254.169.254.
  '169.254.0.0/16',
  ...(['172.16.0.0/12', '192.168.0.0/16'] as const),
  ...(['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15'] as const),
  ...(['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'] as const),
] as const;

/** Within the public addresses of IPv6: protocol assignments with Teredo, documentation, and 6to4, which contains any of IPv4. */
const PRIVATE_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const;

/** The addresses of IPv6 that are assigned to the public internet. */
const PUBLIC_IPV6 = '2000::/3';

/** An address of IPv4 as one of IPv6. `BlockList` checks it by the rules for IPv4. */
const MAPPED = '::ffff:0:0/96';

/** An IPv6-only network reaches IPv4 through these, with the address of IPv4 in the last 32 bits. */
const NAT64 = { prefix: '64:ff9b::', length: 96 } as const;

const privateNetworks = createBlockList([
  ...PRIVATE_IPV4,
  ...PRIVATE_IPV4.map(toTranslated),
  ...PRIVATE_IPV6,
]);
const publicIpv6 = createBlockList([PUBLIC_IPV6, MAPPED, `${NAT64.prefix}/${NAT64.length}`]);

/** Whether an IP address is anywhere but on the public internet. */
export function isPrivateAddress(ip: string): boolean {
  const family = isIPv6(ip) ? 'ipv6' : 'ipv4';
  if (privateNetworks.check(ip, family)) return true;
  return family === 'ipv6' && !publicIpv6.check(ip, family);
}

/** The network of IPv4 as NAT64 translates it. */
function toTranslated(network: string): string {
  const [address = '', length] = network.split('/');
  return `${NAT64.prefix}${address}/${NAT64.length + Number(length)}`;
}

function createBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', length] = network.split('/');
    list.addSubnet(address, Number(length), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return list;
}
