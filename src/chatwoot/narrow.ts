import { cleanText } from '../text.ts';

/** Narrow readers for values of unknown shape: each gives what was asked for or null, and none throws. */
export type Rec = Record<string, unknown>;

export function record(value: unknown): Rec | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Rec) : null;
}

/** The list, or an empty one. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The text without NUL and lone surrogates; null where it is no text. */
export function text(value: unknown): string | null {
  return typeof value === 'string' ? cleanText(value) : null;
}

/** The text where something is in it. */
export const filled = (value: unknown): string | null => text(value) || null;

/** An id of a record: a whole number above zero (Chatwoot counts from 1). */
export function recordId(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}

export function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A moment in milliseconds since 1970, from unix seconds (fractions kept) or an ISO date; 0 where it is neither. */
export function milliseconds(value: unknown): number {
  const read = typeof value === 'string' ? Date.parse(value) : (number(value) ?? 0) * 1000;
  return Number.isFinite(read) && read > 0 ? read : 0;
}
