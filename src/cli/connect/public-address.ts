import { isIP } from 'node:net';
import { isPublicAddress } from '../../wire/public-address.ts';

/** Where Chatwoot is to reach us, as the operator gave it. */
export interface PublicAddress {
  /** Without a slash at its end, and without the path of a door. */
  root: string;
  /** Of this machine or its network alone: a newer Chatwoot does not call it by itself. */
  isPrivate: boolean;
  /** `http:`: what people write would cross the network unencrypted. */
  isPlain: boolean;
}

/** Names that are never the public DNS's. */
const privateName = /^[^.]*$|\.(local|localhost|internal|lan|home|corp|home\.arpa|test|invalid)$/i;

/** Null for what is no address that a webhook can have: Chatwoot itself takes any text and would never call. */
export function readPublicAddress(text: string): PublicAddress | null {
  const url = URL.parse(text.trim());
  if (!url || !/^https?:\/\//i.test(text.trim())) return null;
  if (url.username || url.password || url.search || url.hash) return null;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (!isIP(host) && !/^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(host)) return null;
  return {
    root: url.origin + url.pathname.replace(/\/webhooks(\/.*)?$/, '').replace(/\/+$/, ''),
    isPrivate: isIP(host) ? !isPublicAddress(host) : privateName.test(host),
    isPlain: url.protocol === 'http:',
  };
}

/** The address of the Chatwoot door below a root. */
export const doorAddress = (root: string, secret: string): string => `${root}/webhooks/chatwoot/${secret}`;

/** What an inbox calls now, where it is a door of ours: root and secret. */
export function doorIn(url: string | null | undefined): { root: string; secret: string } | null {
  const [, root, secret] = /^(https?:\/\/.+)\/webhooks\/chatwoot\/([A-Za-z0-9_~.-]{8,})$/.exec(url ?? '') ?? [];
  return root === undefined || secret === undefined ? null : { root, secret };
}
