import { Misconfigured } from '../../errors.ts';

/**
 * Where 360dialog's calls go. The sandbox has its messages under `/v1`; production has none there. A base that ends in `/v1`
 * means the former.
 *
 * @throws Misconfigured where the base is no http(s) address.
 */
export function addresses(baseUrl: string): { origin: string; root: string; messages: string } {
  const url = URL.parse(baseUrl);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Misconfigured('D360_BASE_URL is no http(s) address');
  const path = url.pathname.replace(/\/+$/, '');
  const sandbox = url.hostname === 'waba-sandbox.360dialog.io' || /\/v1$/.test(path);
  const root = url.origin + path.replace(/\/v1$/, '');
  return { origin: url.origin, root, messages: sandbox ? `${root}/v1/messages` : `${root}/messages` };
}

/** A header cannot carry every text, and the built-in fetch would say so in an error that quotes the key. */
export function mustBeKey(apiKey: string): void {
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new Misconfigured('D360_API_KEY is empty or holds characters that no key has');
}
