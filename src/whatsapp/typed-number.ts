import { cleanNumber } from './numbers.ts';

/** A number that a person typed: its digits with the country code, or why there is none. */
export type TypedNumber = { digits: string } | { lacks: 'number' | 'country' | 'such a number' };

/** Digits of the shortest number with a country code that is written without `+`. */
const LEAST_WITHOUT_PLUS = 11;
const LEAST = 8;

/**
 * Reads a number as people type it. With `+` or `00` in front it has its country code. Without, one that begins with 0 or has fewer than 11
 * digits is a number within a country: within `country` where that is set, else nobody can know whose it is. Never guesses: a wrong digit
 * would be another person.
 *
 * @param country `DEFAULT_COUNTRY`, an ISO 3166 code
 */
export async function readTypedNumber(typed: string, country: string | null): Promise<TypedNumber> {
  const text = typed.trim();
  const digits = text.replace(/\D/g, '');
  const abroad = /^\s*\(?\s*(?:\+|00)/.test(text);
  const clean = cleanNumber(abroad ? text.replace(/^\s*\(?\s*00/, '+') : text.replace(/^\D*0+/, ''));
  if (clean === null) return { lacks: /^[\d\s()+.-]+$/.test(text) && digits !== '' ? 'country' : 'number' };
  if (text.includes('@')) return { digits: clean };
  if (abroad) return digits.length < LEAST ? { lacks: 'country' } : { digits: clean };
  const isWithin = digits.startsWith('0') || digits.length < LEAST_WITHOUT_PLUS;
  if (country === null) return isWithin ? { lacks: 'country' } : { digits: clean };
  // 80 kB of tables: loaded where somebody types a number, and not before.
  const { parsePhoneNumberFromString: parse, isSupportedCountry } = await import('libphonenumber-js/min');
  if (!isSupportedCountry(country)) return { lacks: 'country' };
  const isTrue = (number: ReturnType<typeof parse>) => number?.isValid() === true;
  if (!isWithin && isTrue(parse(`+${digits}`))) return { digits };
  const [within] = [text, text.replace(...OLD_PREFIX)].map((one) => parse(one, country)).filter(isTrue);
  if (within) return { digits: onWhatsApp(within.number.slice(1)) };
  return isWithin ? { lacks: 'such a number' } : { digits: clean };
}

/** Mexico's way to call a mobile before 2019: 044 or 045 in front of the ten digits. */
const OLD_PREFIX = [/^\D*04[45](?=(?:\D*\d){10}\D*$)/, ''] as const;

/**
 * As the address on WhatsApp is: Argentina's have a 9 after the country code, Mexico's no 1. Whoever wrote to us from another spelling is
 * found all the same (`matchKey`), and keeps it.
 */
const onWhatsApp = (digits: string): string => digits.replace(/^54(?=[1-8]\d{9}$)/, '549');
