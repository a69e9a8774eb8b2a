import { createHash } from 'node:crypto';

/** What may be kept from the model's server (`LLM_MASK`). */
export const MASKS = ['phone', 'email', 'card', 'id'] as const;
export type Mask = (typeof MASKS)[number];

const DIGITS = String.raw`\d(?:[ .-]?\d)`;
/** In this order: what is a card is no telephone any more. */
const PATTERNS: Record<Mask, RegExp> = {
  // From its beginning alone: of a long word without an @ each letter would be tried as one.
  email: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu,
  card: new RegExp(String.raw`(?<![\p{L}\p{N}])${DIGITS}{12,18}(?![\p{L}\p{N}])`, 'gu'),
  // DNI, CUIT, NIF, CPF, RUT and the like; passports begin with letters.
  id: /(?<![\p{L}\p{N}+$.,-])(?:\d{2}-\d{8}-\d|\d{1,2}\.\d{3}\.\d{3}(?:-[\dk])?|\d{3}\.\d{3}\.\d{3}-\d{2}|\d{7,8}-?[a-z]?|[a-z]{1,3}\d{6,8}[a-z]?)(?![\p{L}\p{N}])/giu,
  phone: /(?<![\p{L}\p{N}$.,])\+?\(?\d(?:[\s().-]{0,2}\d){7,14}(?![\p{L}\p{N}])/gu,
};
const ORDER: Mask[] = ['email', 'card', 'id', 'phone'];

/** As models write them again: in other brackets or none, in capitals, with another sign between. */
const PLACEHOLDER = /(?:(?:\\?\{){1,3}\s*)?\b(phone|email|card|id)\\?[-_–]([a-j]{8})\b(?:\s*(?:\\?\}){1,3})?/gi;

/**
 * Puts placeholders for what must not reach the model's server, and the originals back for everything that leaves it again. A placeholder is
 * made of what it stands for, so that a try after a crash reads the kept answers of an earlier one.
 */
export class Veil {
  readonly #masks: readonly Mask[];
  readonly #salt: string;
  readonly #originals = new Map<string, string>();

  constructor(masks: readonly Mask[], salt: string) {
    this.#masks = ORDER.filter((mask) => masks.includes(mask));
    this.#salt = salt;
  }

  hide(text: string): string {
    return this.#masks.reduce(
      (hidden, mask) =>
        hidden.replace(PATTERNS[mask], (original: string) =>
          mask === 'card' && !isCard(original) ? original : this.#placeholder(mask, original),
        ),
      text,
    );
  }

  show(text: string): string {
    if (this.#originals.size === 0) return text;
    return text.replace(PLACEHOLDER, (whole, mask: string, letters: string) => {
      return this.#originals.get(`${mask}-${letters}`.toLowerCase()) ?? whole;
    });
  }

  /** The same in every text of a value. */
  showIn(value: unknown): unknown {
    if (typeof value === 'string') return this.show(value);
    if (Array.isArray(value)) return value.map((one) => this.showIn(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.showIn(one)]));
  }

  #placeholder(mask: Mask, original: string): string {
    const digest = createHash('sha256').update(`${this.#salt}\n${original}`).digest();
    // Letters alone: what looks for digits next finds none in it.
    const name = `${mask}-${[...digest.subarray(0, 8)].map((byte) => String.fromCharCode(97 + (byte % 10))).join('')}`;
    this.#originals.set(name, original);
    return `{{${name}}}`;
  }
}

/** Luhn's check, by which numbers of cards are told from others. */
function isCard(written: string): boolean {
  const digits = [...written.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce(
    (all, digit, at) => all + (at % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return sum % 10 === 0;
}
