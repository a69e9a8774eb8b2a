import type { MiddlewareHandler } from 'hono';

/** Whatever a text holds, the page loads nothing from anywhere else, and stands in nobody's frame. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Files whose names change with what is in them. */
const isBuilt = (path: string): boolean => path.startsWith('/console/assets/');

/** On every answer of the console, refusals and faults as well. */
export const safeHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('content-security-policy', POLICY);
  c.header('x-frame-options', 'DENY');
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'no-referrer');
  c.header('cross-origin-opener-policy', 'same-origin');
  c.header('cross-origin-resource-policy', 'same-origin');
  c.header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  c.header('x-robots-tag', 'noindex');
  const isFile = isBuilt(c.req.path) && c.res.status === 200;
  c.header('cache-control', isFile ? 'public, max-age=31536000, immutable' : 'no-store');
};
