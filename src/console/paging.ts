import { z } from 'zod';

/** Where the last page ended, as it was given; absent: from the beginning. */
export const cursorShape = z.string().max(300).optional();

export const PAGE = 50;

export interface Page<T> {
  items: T[];
  /** For the next page; null: there is none. */
  next: string | null;
}

export const writeCursor = (values: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** Null where none is given, or it is none of ours: then it is the first page. */
export function readCursor<T extends z.ZodType>(cursor: string | undefined, shape: T): z.output<T> | null {
  if (cursor === undefined) return null;
  try {
    const read = shape.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Of rows read one further than a page is long. */
export function pageOf<T>(rows: readonly T[], keys: (last: T) => readonly (string | number | null)[]): Page<T> {
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  return { items, next: rows.length > PAGE && last !== undefined ? writeCursor(keys(last)) : null };
}
