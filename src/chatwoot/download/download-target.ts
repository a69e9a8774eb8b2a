import { isIP } from 'node:net';
import { isPublicAddress } from '../../wire/public-address.ts';
import { baseUrl } from '../address.ts';

/** Where Chatwoot keeps its files, whichever name it goes by. */
const STORAGE = '/rails/active_storage/';

/** Gives all addresses of a host name. */
export type Lookup = (host: string) => Promise<string[]>;

/** Chatwoot as we reach it, and what else is known to be its own. */
export interface Home {
  root: URL;
  /** The host name it writes into addresses: often another, inside a Docker network. */
  publicHost: string | null;
  /** Where it keeps its files, as the operator says (`CHATWOOT_STORAGE_URL`): never judged by its address. */
  storage: URL | null;
}

/** Where to go; at a host that is not Chatwoot's or its storage's, only to these addresses. */
export interface Way {
  go: URL;
  addresses?: string[];
}
export type Target = Way | { refused: string };

/** The first address, as a message holds it. Only Chatwoot is asked: by its own name, or in place of the public one. */
export function firstTarget(
  dataUrl: string,
  chatwoot: { url: string; storageUrl?: string | null },
): { target: Target; home: Home } {
  const root = new URL(baseUrl(chatwoot.url));
  const storage = chatwoot.storageUrl ? new URL(chatwoot.storageUrl) : null;
  const url = URL.parse(dataUrl, root.href);
  const home = { root, publicHost: url?.host ?? null, storage };
  const refused = (why: string) => ({ target: { refused: why }, home });
  if (!url || !/^https?:$/.test(url.protocol)) return refused('its address is none');
  if (url.username || url.password) return refused('its address holds a user name or password');
  if (url.origin === root.origin) return { target: { go: url }, home };
  if (url.pathname.includes(STORAGE)) return { target: { go: inside(url, root) }, home };
  return refused(`it is not at Chatwoot but at ${url.host}`);
}

/**
 * Where a redirect leads: to Chatwoot again, to its storage where the operator named one, else by https, on its usual port, to
 * a host with public addresses only: never into this machine's own network, another port of Chatwoot's own host included. A host
 * name is looked up once, and those addresses are the ones to connect to.
 */
export async function nextTarget(location: string, from: URL, home: Home, lookup: Lookup): Promise<Target> {
  const url = URL.parse(location, from.href);
  if (!url || !/^https?:$/.test(url.protocol)) return { refused: 'a redirect that points nowhere' };
  if (url.username || url.password) return { refused: 'a redirect with a user name or password' };
  const { root, publicHost, storage } = home;
  if (url.origin === root.origin || url.origin === storage?.origin) return { go: url };
  if (url.host === publicHost && url.pathname.includes(STORAGE)) return { go: inside(url, root) };
  if (url.protocol !== 'https:') return { refused: `a redirect to ${url.host} without https` };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await lookup(host);
  if (addresses.length === 0 || !addresses.every(isPublicAddress)) {
    return { refused: `a redirect into a private network (${url.host})` };
  }
  if (url.port !== '') return { refused: `a redirect to a port of its own (${url.host})` };
  return { go: url, addresses };
}

/** The same file at the address we know Chatwoot by. */
function inside(url: URL, root: URL): URL {
  const path = root.pathname.replace(/\/$/, '') + url.pathname.slice(url.pathname.indexOf(STORAGE));
  return new URL(path + url.search, root.origin);
}
