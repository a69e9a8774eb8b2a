import ipaddr from 'ipaddr.js';
import { isLoopback } from '../../loopback.ts';
import { isLocalCaller } from '../../wire/local-caller.ts';

/** What of a request tells who asks. */
interface Asking {
  env: unknown;
  req: { url: string; header(name: string): string | undefined };
}

/** The other end of the connection, where there is one (`@hono/node-server` puts it there). */
function peerOf(c: Asking): string | null {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? null;
}

/**
 * Whether the console may be shown to whoever asks: with CONSOLE_PUBLIC to everybody, else to this machine alone. A `Host` that names
 * this machine is no proof where others can connect: the address of the other end is.
 *
 * @param host `HOST`, the address listened on
 */
export function mayKnock(c: Asking, { host, consolePublic }: { host: string; consolePublic: boolean }): boolean {
  return consolePublic || isLocalCaller((name) => c.req.header(name), isLoopback(host) ? host : (peerOf(c) ?? ''));
}

/** Whose tries of a password are counted together: the address of the other end; behind a proxy of our own network the one that it names. */
export function addressOf(c: Asking): string {
  const peer = peerOf(c) ?? 'unknown';
  const told = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return told !== undefined && ipaddr.isValid(told) && isNear(peer) ? told : peer;
}

const near = ['loopback', 'private', 'uniqueLocal', 'linkLocal'];
const isNear = (address: string): boolean => ipaddr.isValid(address) && near.includes(ipaddr.process(address).range());

/** Whether the browser came by https, to us or to the proxy in front. */
export const isSecure = (c: Asking): boolean =>
  c.req.url.startsWith('https:') || c.req.header('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase() === 'https';
