import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What IPv6 gives to the public: everything else is for this machine, its network, old ways over IPv4, tests or nobody. */
const everybody = ipaddr.IPv6.parseCIDR('2000::/3');
/** The prefix by which a network without IPv4 reaches the whole of it (NAT64): the last 32 bits are the address in truth. */
const overNat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * True for an address that anybody on the internet may have. False for this machine, its network (also where a provider or a
 * translator has one of its own), documentation, tests, many at once, and for what is no IP address. An IPv4 address inside an
 * IPv6 one counts as what it is; the deprecated networks over IPv4 (6to4, Teredo) are refused whatever they hold: no server is there.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const read = ipaddr.process(address);
  if (read instanceof ipaddr.IPv4) return read.range() === 'unicast';
  if (read.match(overNat64)) return new ipaddr.IPv4(read.toByteArray().slice(12)).range() === 'unicast';
  return read.match(everybody) && read.range() === 'unicast';
}
