const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The character an entity at this place stands for: the few named ones a text from a page holds, and numbers. */
export function decodedEntity(text: string, at: number): { text: string; end: number } | null {
  const found = /^&(?:([a-z]{2,4})|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));/.exec(text.slice(at, at + 10));
  if (!found) return null;
  const [whole, name, decimal, hex] = found;
  const end = at + whole.length;
  if (name !== undefined) return Object.hasOwn(named, name) ? { text: named[name] ?? '', end } : null;
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
  // No controls, no halves of characters, nothing past the end of Unicode.
  const fine = code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) && !(code >= 127 && code < 160);
  return fine ? { text: String.fromCodePoint(code), end } : null;
}

/** All entities of a short text. */
export const decodeEntities = (text: string): string =>
  text.replace(/&[#a-zA-Z0-9]{2,8};/g, (one) => decodedEntity(one, 0)?.text ?? one);
