import MarkdownIt, { type MarkdownIt as Reader, type StateInline } from 'markdown-it';
import { readAddress } from './address.ts';
import { readBracket } from './brackets.ts';

/** Whose Markdown: an agent's as Chatwoot's editor writes it, or a bot's, which may be WhatsApp's language already. */
export type Writing = 'editor' | 'bot';

/** Chatwoot's parser, without what WhatsApp has nothing for (tables, pictures by reference), with a few rules of ours. */
export function openReader(writing: Writing): Reader {
  const reader = new MarkdownIt({ html: false, breaks: true, maxNesting: 50 });
  reader.disable(['table', 'code', 'reference', 'lheading', 'html_block', 'html_inline', 'text_join']);
  // In WhatsApp's language a quote ends with its line.
  if (writing === 'bot') reader.disable('blockquote');
  // An address is said as it was written.
  reader.normalizeLink = (address) => address;
  reader.normalizeLinkText = (address) => address;
  reader.inline.ruler.at('emphasis', readEmphasis);
  reader.inline.ruler.at('newline', readNewline);
  reader.inline.ruler.before('newline', 'address', readAddress);
  reader.inline.ruler.before('link', 'bracket', readBracket);
  return reader;
}

const wordLike = /[\p{L}\p{N}]/u;
/** What stands beside an underscore in a path or a query without a scheme in front of it. */
const inAddressBefore = /[/=&?#%@+.:-]/;
const inAddressAfter = /[/=&#%@+]/;
/** `*️⃣` is an emoji. */
const keycap = /[\uFE0F\u20E3]/;

/**
 * A sign opens before and closes behind something to be seen. Single ones and underscores do neither within a word, nor double
 * asterisks beside a digit (`2**3`); four of them are no mark.
 */
function readEmphasis(state: StateInline, silent: boolean): boolean {
  const sign = state.src[state.pos] ?? '';
  if (silent || (sign !== '*' && sign !== '_')) return false;
  const { length, can_open: canOpen, can_close: canClose } = state.scanDelims(state.pos, sign === '*');
  const before = state.src[state.pos - 1] ?? ' ';
  const after = state.src[state.pos + length] ?? ' ';
  const strict = sign === '_' || length === 1;
  const bars = (side: string, inAddress: RegExp) =>
    (strict ? wordLike : /\d/).test(side) || (sign === '_' && inAddress.test(side));
  const isMark = length <= 3 && !keycap.test(after);
  for (let i = 0; i < length; i++) {
    state.push('text', '', 0).content = sign;
    state.delimiters.push({
      marker: sign.charCodeAt(0),
      length,
      token: state.tokens.length - 1,
      end: -1,
      open: isMark && canOpen && !/[)\]},.;:!?»”]/.test(after) && !bars(before, inAddressBefore),
      close: isMark && canClose && !/[([{¿¡«“]/.test(before) && !bars(after, inAddressAfter),
    });
  }
  state.pos += length;
  return true;
}

/** Each line stays one, with the blanks it begins with. */
function readNewline(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '\n') return false;
  if (!silent) state.push('softbreak', 'br', 0);
  state.pos += 1;
  return true;
}
