import { expect, test } from 'vitest';
import { isPublicAddress } from '../../src/wire/public-address.ts';

test.each([
  ['unspecified', '0.0.0.0', '0.1.2.3', '::'],
  ['this machine', '127.0.0.1', '127.9.9.9', '::1'],
  ['a private network', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd12::1', 'fc00::1'],
  ['link-local', '169.254.169.254', 'fe80::1', 'fe80::1%eth0'],
  ['site-local, deprecated', 'fec0::1', 'feff::1'],
  ['a provider’s own', '100.64.0.1', '100.127.255.255'],
  ['reserved', '192.0.0.1', '192.88.99.1', '240.0.0.1', '255.255.255.255', '4000::1', '5f00::1'],
  ['for tests', '198.18.0.1', '198.19.255.255', '2001:2::1'],
  ['for documents', '192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  ['many at once', '224.0.0.1', '239.255.255.255', 'ff02::1'],
  ['nobody', '100::1'],
  ['IPv4 mapped', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe'],
  ['IPv4 translated', '::ffff:0:127.0.0.1', '::ffff:0:5db8:d70e'],
  ['IPv4 compatible', '::127.0.0.1', '::10.0.0.1', '::7f00:1'],
  ['NAT64', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b::169.254.169.254'],
  ['NAT64 of a network', '64:ff9b:1::7f00:1', '64:ff9b:1::5db8:d70e'],
  ['6to4', '2002:7f00:1::1', '2002:a00:1::', '2002:5db8:d70e::1'],
  ['Teredo', '2001:0:5db8:d70e::80ff:fffe', '2001::1'],
  ['no address', 'host', '', '127.1', '0x7f.0.0.1', '2130706433', '0177.0.0.1', '1.2.3.4.5', '::g'],
])('%s is not public: %s', (_, ...addresses) => {
  for (const address of addresses) expect(isPublicAddress(address), address).toBe(false);
});

test.each([
  ...['93.184.215.14', '172.32.0.1', '100.128.0.1', '1.1.1.1', '8.8.8.8', '223.255.255.255'],
  ...['2606:2800:21f::1', '2a00:1450::1', '::ffff:93.184.215.14', '64:ff9b::93.184.215.14'],
])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});
