import type { Mark, Style } from './tokens.ts';

const wordLike = /[\p{L}\p{N}]/u;
/** What stands beside an underscore in a path or a query without a scheme in front of it. */
const inAddressBefore = /[/=&?#%@+.:-]/;
const inAddressAfter = /[/=&#%@+]/;
const closingSign = /[)\]},.;:!?»”]/;
const openingSign = /[([{¿¡«“]/;
/** `*️⃣` is an emoji. */
const keycap = /[\uFE0F\u20E3]/;

const emphasis: Partial<Record<number, Style[]>> = { 1: ['em'], 2: ['strong'], 3: ['strong', 'em'] };

/**
 * The marks of a run of `*`, `_` or `~`: one is italic, two bold, three both, `~~` struck; longer runs and a single `~`
 * are none. A mark opens before and closes behind something to be seen. Single ones and underscores do neither within a
 * word, nor double asterisks beside a digit (`2**3`).
 */
export function marksOf(text: string, start: number, end: number): Mark[] {
  const sign = text[start] ?? '';
  const length = end - start;
  const styles = sign === '~' ? (length === 2 ? (['strike'] as const) : []) : (emphasis[length] ?? []);
  const before = text[start - 1] ?? ' ';
  const after = text[end] ?? ' ';
  if (keycap.test(after)) return [];
  const strict = sign === '_' || length === 1;
  const bars = (side: string, inAddress: RegExp) =>
    (strict ? wordLike : /\d/).test(side) || (sign === '_' && inAddress.test(side));
  const opens = !/\s/.test(after) && !closingSign.test(after) && !bars(before, inAddressBefore);
  const closes = !/\s/.test(before) && !openingSign.test(before) && !bars(after, inAddressAfter);
  return styles.map((style) => ({
    kind: 'mark',
    text: sign.repeat(style === 'em' ? 1 : 2),
    style,
    run: start,
    opens,
    closes,
    freeBefore: !wordLike.test(before),
    freeAfter: !wordLike.test(after),
    does: 'stay',
    shown: false,
  }));
}
