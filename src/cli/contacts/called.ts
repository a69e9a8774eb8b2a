import { Misconfigured } from '../../errors.ts';
import type { Called } from '../../store/people/forget/known.ts';
import { cleanNumber, isBsuid, matchKey, spellings } from '../../whatsapp/numbers.ts';

/** By what a person is looked for. @param text a number with its country code, however it is written, or WhatsApp's user id @throws Misconfigured */
export function calledBy(text: string): Called {
  const id = text.trim();
  if (isBsuid(id)) return { names: [`id:${id}`], phones: [] };
  const digits = cleanNumber(id);
  if (digits === null)
    throw new Misconfigured(
      'PHONE must be a number with its country code, such as +5493415550123, or a user id of WhatsApp.',
    );
  const all = spellings(digits);
  return { names: [...all.map((one) => `wa:${one}`), `key:${matchKey(digits)}`], phones: all.map((one) => `+${one}`) };
}
