/** A number from 0 to 1, as `Math.random` gives it. An argument, so that a test can repeat a run. */
export type Random = () => number;

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789';

/** Letters and digits that are not mistaken for one another. */
export function token(random: Random, length: number): string {
  let text = '';
  while (text.length < length) text += ALPHABET[Math.floor(random() * ALPHABET.length)] ?? '';
  return text;
}

/** A version 4 uuid. */
export function uuid(random: Random): string {
  const hex = (n: number) => {
    let text = '';
    while (text.length < n) text += Math.floor(random() * 16).toString(16);
    return text;
  };
  const variant = '89ab'[Math.floor(random() * 4)] ?? '8';
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
}
