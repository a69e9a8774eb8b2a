import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { withoutEnd } from '../../text.ts';
import { BOLD, CODE, ITALIC, NEVER, STRUCK, Appearance } from './appearance.ts';

/** As the agents' page of Chatwoot 4.15.1 reads a message's content. */
const page = new MarkdownIt({
  html: false,
  xhtmlOut: true,
  breaks: true,
  linkify: true,
  typographer: true,
  quotes: '“”‘’',
  maxNesting: 20,
}).disable('lheading');
// An address is looked at as it was typed: that the page decodes `%20` in it is no mark.
page.normalizeLinkText = (address) => address;

/** Whether the page, at the beginning of this text, makes a link of an address with a scheme; its length, else 0. */
export function linkLength(text: string): number {
  const url = withoutEnd(page.linkify.matchAtStart(text)?.url ?? '', /\*/);
  return url !== '' && page.validateLink(page.normalizeLink(url)) ? url.length : 0;
}

/** What an agent sees of a content, in the form of `Appearance`. */
export function appearanceOnPage(markdown: string): string {
  const appearance = new Appearance();
  /** For each list that is open: the number of its next entry; null for one with dots. */
  const lists: (number | null)[] = [];
  const tokens = page.parse(markdown, {});
  for (const [i, token] of tokens.entries()) {
    if (token.type === 'inline') readInline(token.children ?? [], appearance);
    else if (token.type === 'fence' || token.type === 'code_block') {
      appearance.line();
      appearance.write(token.content, token.type === 'fence' ? CODE : NEVER);
      appearance.line();
    } else if (token.type === 'bullet_list_open') lists.push(null);
    else if (token.type === 'ordered_list_open') lists.push(Number(token.attrGet('start') ?? 1));
    else if (/_list_close$/.test(token.type)) lists.pop();
    else if (token.type === 'list_item_open') {
      // The first entry of a list within an entry stands on the same line.
      if (tokens[i - 2]?.type !== 'list_item_open') appearance.line();
      const number = lists.pop() ?? null;
      // An entry without words: of its sign nothing may be left to see.
      const empty = tokens[i + 1]?.type === 'list_item_close';
      appearance.write(number === null ? '•' : `${number}.`, empty ? NEVER : 0);
      lists.push(number === null ? null : number + 1);
    } else if (token.type === 'paragraph_close' || token.type === 'list_item_close') appearance.line();
    else if (token.type !== 'paragraph_open') appearance.write('\u{1}', NEVER);
  }
  return appearance.text();
}

const styles: Partial<Record<string, number>> = { strong: BOLD, em: ITALIC, s: STRUCK };

function readInline(tokens: readonly Token[], appearance: Appearance): void {
  const depth: Record<number, number> = {};
  let style = 0;
  let inLink = false;
  for (const token of tokens) {
    const bit = styles[token.tag] ?? 0;
    if (bit !== 0) {
      depth[bit] = (depth[bit] ?? 0) + token.nesting;
      style = depth[bit] > 0 ? style | bit : style & ~bit;
    } else if (token.type === 'softbreak' || token.type === 'hardbreak') appearance.line();
    else if (token.type === 'code_inline') appearance.write(token.content, style | CODE);
    else if (token.type === 'link_open' || token.type === 'link_close') {
      inLink = token.nesting > 0;
      // A link whose address is what is read is none of a stranger's making.
      if (token.info !== 'auto') appearance.write('\u{1}', NEVER);
    } else if (token.type === 'image') appearance.write('\u{1}', NEVER);
    // Nothing in an address can be escaped.
    else appearance.write(inLink ? token.content.replace(/[“”]/g, '"').replace(/[‘’]/g, "'") : token.content, style);
  }
}
