import { appearanceOnPage } from './page.ts';
import { join, type Fragment } from './fragments.ts';

/**
 * How much is read to find the fewest backslashes, all tries together: characters, and many more for each that may be a mark. A text of
 * everyday needs a hundredth of it; what is left over after it stays safe. Never a time: the same text must give the same content again.
 */
const readMost = (length: number): number => 100_000 + 10 * length;
const MARK_COSTS = 20;

/** About so many characters are looked at by themselves: what happens in one place seldom matters for another. */
const STRETCH = 500;

/** So many signs that may be marks, times the length: nobody wrote such a text, and the page itself reads it for seconds. */
const EFFORT_MOST = 40_000_000;

/** The fragments written with as few in their safe form as needed to be shown as wanted; null where not even all together are. */
export function fewestSafe(fragments: readonly Fragment[], appearance: string): string | null {
  const all = join(fragments, 'safe');
  if (fragments.filter(isOpen).length * all.length > EFFORT_MOST) return all;
  const plain = join(fragments, 'plain');
  if (appearanceOnPage(plain) === appearance) return plain;
  if (appearanceOnPage(all) !== appearance) return null;
  const left = { characters: readMost(all.length) };
  const parts = stretches(fragments).map((part) => ({
    plain: relaxed(part, left).join(''),
    safe: join(part, 'safe'),
    part,
  }));
  const few = join(parts, 'plain');
  if (appearanceOnPage(few) === appearance) return few;
  // What happens in one place does matter for another: first which, then where in them.
  const more = { characters: readMost(all.length) };
  const forms = relaxed(parts, more);
  const rest = parts.flatMap(({ plain, part }, i) => (forms[i] === plain ? [{ plain, safe: plain }] : part));
  return relaxed(rest, more).join('');
}

const isOpen = ({ plain, safe, sure }: Fragment): boolean => plain !== safe && !sure;

/** Split behind each empty line, and what is longer at the end of a line, or where it must be within one. */
function stretches(fragments: readonly Fragment[]): Fragment[][] {
  const all: Fragment[][] = [[]];
  let length = 0;
  for (const [i, fragment] of fragments.entries()) {
    all.at(-1)?.push(fragment);
    length += fragment.plain.length;
    const isEnd = fragment.plain === '\n';
    const isEmptyLine = isEnd && fragments[i + 1]?.plain !== '\n' && fragments[i - 1]?.plain === '\n';
    if (!isEmptyLine && length < (isEnd ? STRETCH : 1.5 * STRETCH)) continue;
    all.push([]);
    length = 0;
  }
  return all;
}

/** Takes back what changes nothing, half by half; gives the form of each. */
function relaxed(fragments: readonly Fragment[], left: { characters: number }): string[] {
  const form = fragments.map(({ safe }) => safe);
  const open = fragments.flatMap((fragment, i) => (isOpen(fragment) ? [i] : []));
  if (open.length === 0) return form;
  const appearance = appearanceOnPage(form.join(''));
  const relax = (which: readonly number[]): void => {
    if (which.length === 0 || left.characters <= 0) return;
    for (const i of which) form[i] = fragments[i]?.plain ?? '';
    const markdown = form.join('');
    left.characters -= markdown.length + MARK_COSTS * open.length;
    if (appearanceOnPage(markdown) === appearance) return;
    for (const i of which) form[i] = fragments[i]?.safe ?? '';
    if (which.length === 1) return;
    const half = Math.ceil(which.length / 2);
    relax(which.slice(0, half));
    relax(which.slice(half));
  };
  relax(open);
  // Some could only go after those behind them had gone.
  for (const i of open) if (form[i] !== fragments[i]?.plain) relax([i]);
  return form;
}
