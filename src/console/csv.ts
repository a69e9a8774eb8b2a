/**
 * A table as a spreadsheet opens it. A text that a spreadsheet would take for a formula begins with an apostrophe; numbers stay numbers.
 * Lines end as the standard says, and the mark in front has Excel read the accents.
 */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[\s]*[=+\-@\t\r＝＋－＠]/u.test(value) ? `'${value}` : value;
  return /["',\r\n;]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
