/** A way of showing text. */
export type Style = 'strong' | 'em' | 'strike';

/**
 * What a text is made of. The `text` of marks and brackets is how they are written: that is what they are where they turn
 * out to mean nothing.
 */
export type Token =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | Mark
  | { kind: 'link_open'; text: string; address: string | null; image: boolean }
  | { kind: 'link_close'; text: string; address: string };

/** A sign that may begin or end a style. */
export interface Mark {
  kind: 'mark';
  text: string;
  style: Style;
  /** Where the run of signs it belongs to begins: three of them are two marks. */
  run: number;
  opens: boolean;
  closes: boolean;
  /** No letter or digit right in front of it, and right behind it. */
  freeBefore: boolean;
  freeAfter: boolean;
  /** Decided when all marks are known. */
  does: 'stay' | 'open' | 'close';
  /** False within a word, where WhatsApp would show the sign itself. */
  shown: boolean;
}
