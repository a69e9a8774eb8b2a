import type { Entry } from './parse.ts';

/** What a line with `>` may say besides how else to ask. */
export type Mark = { ask: string } | { then: 'person' } | { synonyms: string[][] } | { bad: 'badMark' | 'badSynonyms' };

/**
 * `> ask: What, and for when?`, `> then: person`, `> synonyms: mp = mercado pago, mercadopago` (the same in Spanish: `preguntar`,
 * `después: persona`, `sinónimos`). Null for every other line.
 */
export function markIn(text: string): Mark | null {
  const found = /^(ask|pregunt(?:ar|a|á)|then|despu[eé]s|luego|entonces|synonyms?|sin[oó]nimos?)\s*:\s*(.*)$/iu.exec(
    text.trim(),
  );
  if (found === null) return null;
  const [, name = '', value = ''] = found;
  if (/^s/iu.test(name)) {
    const synonyms = groupsIn(value);
    return synonyms === null ? { bad: 'badSynonyms' } : { synonyms };
  }
  if (/^(?:ask|pre)/iu.test(name)) return value === '' ? { bad: 'badMark' } : { ask: value };
  return /^(?:(?:pasar|derivar|hand off|pass) )?(?:a |al |to )?(?:an? |una? )?(?:person|persona|human|humano)\.?$/iu.test(
    value,
  )
    ? { then: 'person' }
    : { bad: 'badMark' };
}

/** A line that would be a mark with `>` in front. */
export const isUnquotedMark = (text: string): boolean =>
  /^\s*(?:[-*+•»]\s*)?(?:(?:ask|preguntar|synonyms|sin[oó]nimos)\s*:\s*\S|(?:then|despu[eé]s|luego)\s*:\s*(?:una? )?person)/iu.test(
    text,
  );

/** `mp = mercado pago, mercadopago; tacc = gluten` as groups of phrases; null where one of them has no second phrase. */
export function groupsIn(text: string): string[][] | null {
  const groups = text
    .split(';')
    .filter((part) => part.trim() !== '')
    .map((part) =>
      part
        .split(/[=,]/u)
        .map((phrase) => phrase.trim())
        .filter((phrase) => /[\p{L}\p{N}]/u.test(phrase)),
    );
  return groups.length > 0 && groups.every((group) => group.length > 1) ? groups : null;
}

/** Puts a mark on its question. */
export function setMark(entry: Entry, mark: Mark, render: (text: string) => string): void {
  if ('ask' in mark) entry.ask = render(mark.ask);
  if ('then' in mark) entry.thenPerson = true;
}
