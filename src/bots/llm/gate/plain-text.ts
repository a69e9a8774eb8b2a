/** Signs that nobody sees, and that turn the direction of what follows; a joiner between emoji and the tags of flags are none of these. */
const UNSEEN =
  /(?<!\p{Extended_Pictographic}\ufe0f?[\u{1f3fb}-\u{1f3ff}]?)\u200d|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0000}-\u{e007f}]/gu;

/** Without what nobody sees. Between the letters of a word it would hide the word from us, and turned round an address shows as another. */
export const withoutUnseen = (text: string): string => text.replace(UNSEEN, '');

/** Other signs for a point within an address. */
const POINTS = /[\u2024\u3002\uff0e\uff61\u06d4\ufe52]/g;

/** The first digits of the scripts that write numbers with others than ours. */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
];

/**
 * A text in the plain signs that it shows: full width, mathematical and circled letters, digits of other scripts and of emoji are the usual
 * ones. Letters of another alphabet that only look alike stay what they are.
 */
export function plainText(text: string): string {
  return withoutUnseen(text)
    .replace(POINTS, '.')
    .normalize('NFKC')
    .replace(/[\ufe0f\u20e3]/g, '')
    .replace(/\u066a/g, '%')
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0;
      const zero = ZEROS.find((first) => code >= first && code < first + 10);
      return zero === undefined ? digit : String(code - zero);
    });
}
