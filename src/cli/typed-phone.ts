import { Misconfigured } from '../errors.ts';
import { isBsuid } from '../whatsapp/numbers.ts';
import { readTypedNumber } from '../whatsapp/typed-number.ts';

const EXAMPLE = '"+54 9 341 555-0123"';

/**
 * What a command is to take for the person: the digits of the number, or the user id as it is.
 *
 * @param name of the option or argument, for the fault @throws Misconfigured
 */
export async function typedPhone(name: string, typed: string, country: string | null): Promise<string> {
  const text = typed.trim();
  if (isBsuid(text)) return text;
  const read = await readTypedNumber(text, country);
  if ('digits' in read) return read.digits;
  if (read.lacks === 'such a number')
    throw new Misconfigured(
      `${name} is no number of ${country ?? ''} (DEFAULT_COUNTRY); write it with its country code, such as ${EXAMPLE}.`,
    );
  if (read.lacks === 'country')
    throw new Misconfigured(
      `${name} must begin with the country code, such as ${EXAMPLE}: without it the number would be somebody else’s. DEFAULT_COUNTRY=AR reads it as one of that country.`,
    );
  throw new Misconfigured(
    `${name} must be a number with its country code, such as +5493415550123, or a user id of WhatsApp.`,
  );
}
