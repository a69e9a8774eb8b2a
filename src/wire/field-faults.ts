import type { z } from 'zod';

/** One thing wrong with what was given: `{ path: '0.phone', message: 'is missing' }`; the path of the whole is `body`. */
export interface FieldFault {
  path: string;
  message: string;
}

/**
 * Each fault by the field it is at. A field that does not exist is named by its own name, with the one that was probably meant: a caller
 * whose `senderName` is passed over believes that the name was registered.
 *
 * @param known the fields that may stand there.
 */
export function fieldFaults(error: z.ZodError, known: readonly string[]): FieldFault[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return { path: issue.path.join('.') || 'body', message: issue.message };
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: unknownField(key, known) }));
  });
}

function unknownField(key: string, known: readonly string[]): string {
  const meant = nearestName(key, known);
  return meant === null ? `is not a field: there are ${known.join(', ')}` : `is not a field: did you mean ${meant}?`;
}

/** The name that was probably meant: written in another way, shortened, or with a slip; null where none is near. */
export function nearestName(given: string, known: readonly string[]): string | null {
  const letters = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const own = letters(given);
  const same = known.find((name) => letters(name) === own);
  if (same !== undefined) return same;
  const part = known.filter((name) => letters(name).includes(own) || own.includes(letters(name)));
  if (own.length >= 3 && part.length === 1) return part[0] ?? null;
  if (own.length < 4) return null;
  const [nearest] = known
    .map((name) => ({ name, far: distance(own, letters(name)) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(letters(name).length / 3)))
    .sort((a, b) => a.far - b.far);
  return nearest?.name ?? null;
}

/** How many letters must be added, left out or changed to make one of the other. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 8) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++)
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? Infinity;
}
