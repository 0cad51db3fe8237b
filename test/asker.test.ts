import { expect, it } from 'vitest';
import { toNetwork } from '../src/asker.ts';

it.each([
  ['203.0.113.1', ['203.0.113.1:4711', '::ffff:203.0.113.1', '::ffff:cb00:7101']],
  [
    '2001:db8:0:0::/64',
    ['2001:db8::1', '2001:DB8::2', '2001:0db8:0:0:1:2:3:4', '[2001:db8::3]', '[2001:db8::4]:4711'],
  ],
  ['2001:db8:0:1::/64', ['2001:db8:0:1::1', '2001:db8::1:0:0:0:1']],
  ['0:0:0:0::/64', ['::1', '::']],
  ['fe80:0:0:0::/64', ['fe80::1%eth0']],
  ['unknown', ['unknown']],
  ['a:b', ['a:b']],
])('%s is one asker, however it is written', (network, addresses) => {
  for (const address of addresses) expect([address, toNetwork(address)]).toEqual([address, network]);
});
