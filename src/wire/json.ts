const utf8 = new TextDecoder();

/** Parses a body as JSON. A byte order mark in front is accepted (some proxies add one); never throws. */
export function parseJson(raw: Uint8Array | string): { ok: true; value: unknown } | { ok: false } {
  const text = typeof raw === 'string' ? raw.replace(/^\uFEFF/, '') : utf8.decode(raw);
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
}
