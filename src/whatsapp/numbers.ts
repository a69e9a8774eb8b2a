/** Numbers and ids of people. An address is used exactly as WhatsApp gave it; only matching and display change its form. */

const bsuidShape = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;
const plainNumber = /^[1-9]\d{4,14}$/;
/** What people and programs put between digits: spaces, hyphens, brackets, dots and the invisible marks that come with copied text. */
const separators = /[\s\-().\u00ad\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069]/g;

/** True for a business-scoped user id (`US.1349…`, `US.ENT.118…`), which stands in for a number that WhatsApp withholds. */
export function isBsuid(text: unknown): text is string {
  return typeof text === 'string' && bsuidShape.test(text);
}

/**
 * The digits of a number, however it was written: `+549…`, `549…@c.us`, `549…:12@s.whatsapp.net`, `+54 9 (11) 5555-0123`.
 * No digit is added, dropped or moved. Null for groups, `@lid`, broadcasts, newsletters and what is no number.
 */
export function cleanNumber(input: unknown): string | null {
  if (typeof input === 'number') return Number.isSafeInteger(input) && input > 0 ? cleanNumber(String(input)) : null;
  if (typeof input !== 'string' || input.length > 100) return null;
  if (plainNumber.test(input)) return input;
  const [local = '', host, ...rest] = input.trim().split('@');
  if (rest.length > 0) return null;
  if (host !== undefined && !/^(?:c\.us|s\.whatsapp\.net)$/i.test(host)) return null;
  const digits = local.replace(/:\d+$/, '').replace(separators, '').replace(/^\+/, '');
  return plainNumber.test(digits) ? digits : null;
}

/**
 * One form for the several that name the same line, for finding a person again in other data. Never an address:
 * Argentina with and without 9, Mexico with and without 1, Brazilian mobiles with and without the ninth digit.
 */
export function matchKey(digits: string): string {
  const argentina = /^549(\d{10})$/.exec(digits);
  if (argentina) return `54${argentina[1]}`;
  const mexico = /^521(\d{10})$/.exec(digits);
  if (mexico) return `52${mexico[1]}`;
  const brazil = /^55(\d{2})([6-9]\d{7})$/.exec(digits);
  if (brazil) return `55${brazil[1]}9${brazil[2]}`;
  return digits;
}

/** Every way to write the same line: all numbers that have its match key. */
export function spellings(digits: string): string[] {
  const key = matchKey(digits);
  const others = [
    ...(/^54\d{10}$/.test(key) ? [`549${key.slice(2)}`] : []),
    ...(/^52\d{10}$/.test(key) ? [`521${key.slice(2)}`] : []),
    ...(/^55\d{2}9[6-9]\d{7}$/.test(key) ? [key.slice(0, 4) + key.slice(5)] : []),
  ];
  return [...new Set([digits, key, ...others])];
}

/**
 * `+digits`, or null where the shape is not E.164. Only the shape is looked at: number libraries call Mexico's `+521…`
 * and Brazil's short mobiles invalid, though people write from them.
 */
export function e164(waId: string | null): string | null {
  return waId !== null && /^[1-9]\d{1,14}$/.test(waId) ? `+${waId}` : null;
}

/** All but the last four characters as `•`; short ones wholly. For logs and errors, numbers and user ids alike. */
export function maskNumber(text: string): string {
  return text.length <= 4 ? '•'.repeat(text.length) : '•'.repeat(text.length - 4) + text.slice(-4);
}

/** Masks every run that could be a phone number (8 digits or more) or a user id inside a text from outside. */
export function maskNumbersIn(text: string): string {
  return text
    .replace(/\b[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{8,128}\b/g, maskNumber)
    .replace(/\+?\d[\d\s().-]{6,}\d/g, maskNumber);
}
