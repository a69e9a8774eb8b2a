const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Whether these are the two letters of a country as ISO 3166 has them (`GB`, not `UK`). */
export function isCountry(text: string): boolean {
  if (!/^[A-Z]{2}$/.test(text) || names.of(text) === undefined) return false;
  return new Intl.Locale(`und-${text}`).region === text && !['ZZ', 'EU', 'UN', 'EZ', 'XA', 'XB'].includes(text);
}
