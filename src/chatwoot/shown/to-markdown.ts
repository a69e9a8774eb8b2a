import { cleanText } from '../../text.ts';
import { fewestSafe } from './fewest.ts';
import { marksIn } from './marks.ts';
import { join, fragmentsOf } from './fragments.ts';

/** Without one of these, a text is shown as it is typed. */
const suspicious =
  /[\\*_~`[<&'"|]|\.\.|--|\+-|,,|[?!]{4}|\((?:c|r|tm)\)|^[ \t]*(?:[#>+-]|\d{1,9}[.)](?:[ \t]|$)|\t)|^ {4}/im;

/**
 * A text in the language of WhatsApp as Markdown that the agents' page shows just so: WhatsApp's marks become the page's
 * (`*azul*` → `**azul**`, `~rojo~` → `~~rojo~~`; code and lists stay as typed), what else the page would take for a mark has a backslash
 * in front, and nothing else has: lists of conversations, notifications and search show the content itself.
 *
 * Never throws; takes time in proportion to the length, whatever the text.
 *
 * @example
 * toMarkdown('*azul* 60*40*30'); // '**azul** 60\\*40*30'
 */
export function toMarkdown(text: string): string {
  const said = cleanText(text).replace(/\r\n?/g, '\n');
  if (!suspicious.test(said)) return said;
  const spans = marksIn(said);
  // Where the page has no way to show a mark as WhatsApp does (rare), the signs are shown that were typed.
  for (const known of [spans, spans.filter(({ kind }) => kind === 'link')]) {
    const { fragments, appearance } = fragmentsOf(said, known);
    const shown = fewestSafe(fragments, appearance);
    if (shown !== null) return shown;
  }
  return join(fragmentsOf(said, []).fragments, 'safe');
}

/** Says nothing to the page, and stands where words stand. */
const STAND_IN = '🤖 ';

/** The same behind a prefix that is the operator's own Markdown: what follows it on its line is no beginning of one. */
export function toMarkdownBehind(prefix: string, text: string): string {
  if (prefix === '' || prefix.endsWith('\n')) return prefix + toMarkdown(text);
  return prefix + toMarkdown(STAND_IN + text).slice(STAND_IN.length);
}
