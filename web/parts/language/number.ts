import { language } from './language.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** A number as it is written in the language of the page: `1.234,5` or `1,234.5`. */
export function numberOf(value: number, digits = 0): string {
  const key = `${language.value} ${digits}`;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: 'always' as const };
  const format = formats.get(key) ?? new Intl.NumberFormat(language.value, options);
  formats.set(key, format);
  return format.format(value);
}
