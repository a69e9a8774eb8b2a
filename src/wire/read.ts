import { cleanText } from '../text.ts';

/**
 * Narrow readers for values of unknown shape: each gives what was asked for or null, and none throws.
 * Written by hand because they run on every webhook: a plain text costs a few microseconds this way.
 */
export type Rec = Record<string, unknown>;

export function record(value: unknown): Rec | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Rec) : null;
}

/** The list, or an empty one. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The text as it came, without NUL and lone surrogates. Null where it is no text. */
export function text(value: unknown): string | null {
  return typeof value === 'string' ? cleanText(value) : null;
}

/** The text where something is in it, if only a space. */
export const filled = (value: unknown): string | null => text(value) || null;

/** The text without the white space around it; null where nothing is left. */
export function trimmed(value: unknown): string | null {
  return text(value)?.trim() || null;
}

/** An id of WhatsApp: text or whole number. Numbers past 2^53 have lost digits and are no ids any more. At most 512 characters. */
export function id(value: unknown): string | null {
  const read = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : trimmed(value);
  return read !== null && read.length <= 512 ? read : null;
}

/** An id of Chatwoot: a whole number above zero (it counts from 1). */
export function recordId(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** A number, also where it came as text (`"30.5"`). Zero is a number. */
export function number(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const read = Number(value);
  return Number.isFinite(read) ? read : null;
}

/** What claims to be later is no time: another unit, or a number that is no time at all. */
const LATEST = Date.UTC(2100, 0, 1);

/** A moment in milliseconds since 1970, from unix seconds (fractions kept) or an ISO date; 0 where it is neither. */
export function milliseconds(value: unknown): number {
  const read = typeof value === 'string' ? Date.parse(value) : (number(value) ?? 0) * 1000;
  return read > 0 && read < LATEST ? read : 0;
}

/** True where lists and objects lie deeper in each other than `levels`: such a value cannot be written as JSON again. */
export function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const part of Object.values(value)) if (deeperThan(part, levels - 1)) return true;
  return false;
}
