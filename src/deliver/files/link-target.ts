import { isIP } from 'node:net';
import { isPublicAddress } from '../../wire/public-address.ts';

/** Gives all addresses of a host name. */
export type Lookup = (host: string) => Promise<string[]>;

/** Where to go; at a host that we do not know only to these addresses, which were judged. */
export type Target = { go: URL; addresses?: string[] } | { refused: string };

/**
 * Whether a file may be fetched from there: at an origin that the operator named, by http too; else by https, on its usual port, at a host
 * with public addresses only. So neither a bot's mistake nor words that a customer put into its mouth have this machine's own network
 * asked for anything. A name is looked up once, and those addresses are the ones to connect to.
 */
export async function linkTarget(address: string, origins: readonly string[], lookup: Lookup): Promise<Target> {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return { refused: 'its address is none of the web' };
  if (url.username || url.password) return { refused: 'its address holds a user name or password' };
  if (origins.includes(url.origin)) return { go: url };
  if (url.protocol !== 'https:') return { refused: 'its address is not https' };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await lookup(host);
  if (addresses.length === 0 || !addresses.every(isPublicAddress))
    return { refused: 'its address is in a private network' };
  if (url.port !== '') return { refused: 'its address has a port of its own' };
  return { go: url, addresses };
}
