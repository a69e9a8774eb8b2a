import { isLoopback, namesThisMachine } from '../loopback.ts';

/** What a proxy in front adds: whom it stands for may be anybody. */
const proxied = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Whether a request surely comes from a program of this machine, and not through something that lets the world in.
 *
 * @param reached the address listened on, or that of the caller: one that only this machine can have
 */
export function isLocalCaller(header: (name: string) => string | undefined, reached: string): boolean {
  const isProxied = proxied.some((name) => header(name) !== undefined);
  return isLoopback(reached) && namesThisMachine(header('host') ?? '') && !isProxied;
}
