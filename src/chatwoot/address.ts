import { Misconfigured } from '../errors.ts';

/**
 * The root of a Chatwoot from what people put into `CHATWOOT_URL`: with or without a trailing `/`, with or without
 * `/public/api/v1` (and whatever was copied behind it). A path in front of that is kept (`https://example.com/chatwoot`).
 *
 * @throws Misconfigured where it is no http(s) address, or holds a user name or password.
 */
export function baseUrl(url: string): string {
  const address = URL.canParse(url.trim()) ? new URL(url.trim()) : null;
  if (!address || !['http:', 'https:'].includes(address.protocol)) {
    throw new Misconfigured('CHATWOOT_URL must be an address such as https://chatwoot.example.com');
  }
  if (address.username || address.password) {
    throw new Misconfigured('CHATWOOT_URL must hold no user name or password: Chatwoot asks for none here');
  }
  const path = address.pathname.replace(/\/public\/api\/v1(\/.*)?$/, '').replace(/\/+$/, '');
  return address.origin + path;
}

/**
 * The root of a Chatwoot from what was copied from anywhere: without `https://`, with the page (`/app/accounts/1/dashboard`), with a query.
 *
 * @throws Misconfigured as `baseUrl`
 */
export function rootOfCopied(text: string): string {
  const bare = text.trim().replace(/^["'<]+|["'>]+$/g, '');
  const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(bare) ? bare : `${schemeOf(bare)}://${bare}`;
  if (!URL.canParse(withScheme)) return baseUrl(bare);
  const url = new URL(withScheme);
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(/\/+(app|public\/api|api|auth|super_admin|installation)(\/.*)?$/, '');
  return baseUrl(url.href);
}

/** A name or number of this machine has no certificate. */
const schemeOf = (bare: string): string =>
  /^(localhost|127\.|10\.|192\.168\.|\[::1\])/i.test(bare) ? 'http' : 'https';
