import { isIP } from 'node:net';
import { baseUrl } from './address.ts';
import { isPrivateAddress } from './private-address.ts';

/** Where Chatwoot keeps its files, whichever name it goes by. */
const STORAGE = '/rails/active_storage/';

/** Gives all addresses of a host name. */
export type Lookup = (host: string) => Promise<string[]>;

/** Chatwoot as we reach it, and the host name it writes into addresses: often another, inside a Docker network. */
export interface Home {
  root: URL;
  publicHost: string | null;
}

export type Target = { go: URL } | { refused: string };

/** The first address, as a message holds it. Only Chatwoot is asked: by its own name, or in place of the public one. */
export function firstTarget(dataUrl: string, chatwootUrl: string): { target: Target; home: Home } {
  const root = new URL(baseUrl(chatwootUrl));
  const url = URL.canParse(dataUrl, root.href) ? new URL(dataUrl, root) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return refused('its address is none', { root, publicHost: null });
  const home = { root, publicHost: url.host };
  if (url.username || url.password) return refused('its address holds a user name or password', home);
  if (url.origin === root.origin) return { target: { go: url }, home };
  if (url.pathname.includes(STORAGE)) return { target: { go: inside(url, root) }, home };
  return refused(`it is not at Chatwoot but at ${url.host}`, home);
}

/**
 * Where a redirect leads: to Chatwoot again, to another port of its host, or by https to where its files are stored, but
 * never into this machine's own network. A host name is looked up and judged by all its addresses; it is looked up once
 * more when it is asked, so a name that changes its address in between is not caught.
 */
export async function nextTarget(location: string, from: URL, home: Home, lookup: Lookup): Promise<Target> {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return { refused: 'a redirect that points nowhere' };
  if (url.username || url.password) return { refused: 'a redirect with a user name or password' };
  const { root, publicHost } = home;
  if (url.origin === root.origin) return { go: url };
  if (url.host === publicHost && url.pathname.includes(STORAGE)) return { go: inside(url, root) };
  if (url.hostname === root.hostname && url.protocol === root.protocol) return { go: url };
  if (url.protocol !== 'https:') return { refused: `a redirect to ${url.host} without https` };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await lookup(host);
  if (addresses.length === 0 || addresses.some(isPrivateAddress)) {
    return { refused: `a redirect into a private network (${url.host})` };
  }
  return { go: url };
}

/** The same file at the address we know Chatwoot by. */
function inside(url: URL, root: URL): URL {
  const path = root.pathname.replace(/\/$/, '') + url.pathname.slice(url.pathname.indexOf(STORAGE));
  return new URL(path + url.search, root.origin);
}

const refused = (why: string, home: Home) => ({ target: { refused: why }, home });
