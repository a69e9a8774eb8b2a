import type { Token } from 'markdown-it';
import { baseUrl } from './address.ts';
import { openReader, type Writing } from './markdown/reader.ts';
import { renderInline } from './markdown/render.ts';

/** Between two paragraphs at most so many empty lines are kept. */
const EMPTY_LINES = 2;

const readers = { editor: openReader('editor'), bot: openReader('bot') };

/**
 * An agent's text, Markdown as Chatwoot's editor writes it, in the marks of WhatsApp: `*bold*`, `_italic_`, `~struck~`,
 * monospace in backticks, lists with `- ` or `1. `, quotes with `> `. Links become `text: address`, pictures their
 * address, mentions the name. What only looks like a mark (an underscore in an address or a word, a plain asterisk) stays.
 *
 * Never throws; takes time in proportion to the length, whatever the text.
 *
 * @example
 * toWhatsApp('Hola **Elena**, mira [el menú](https://example.com/m_1)\\\n* uno')
 * // 'Hola *Elena*, mira el menú: https://example.com/m_1\n- uno'
 */
export const toWhatsApp = (markdown: string): string => write(markdown, 'editor');

/**
 * A bot's text the same way. It may as well be in WhatsApp's language already: then nothing changes. So between single asterisks stands
 * bold (`*x*`, `**x**` → `*x*`; `_x_` is italic), a line with `>` is as it was typed, and numbers keep their sign.
 *
 * @example
 * botToWhatsApp('# Hola\n**Pan**: *$2.800*, [ver](https://example.com)');
 * // '*Hola*\n*Pan*: *$2.800*, ver: https://example.com'
 */
export const botToWhatsApp = (text: string): string => write(text, 'bot');

function write(markdown: string, writing: Writing): string {
  const text = markdown.replace(/\r\n?/g, '\n');
  const source = text.split('\n');
  const lines: string[] = [];
  /** The line of the source that comes next. */
  let next = 0;
  let bold = false;
  let quotes = 0;
  const lists: { numbered: boolean }[] = [];
  /** The sign of the entry that begins here. */
  let entry = '';

  const add = (token: Token, written: string) => {
    const [from, to] = token.map ?? [next, next];
    for (let i = next; i < from && i < next + EMPTY_LINES && lines.length > 0; i++) lines.push('');
    const start = quotes > 0 ? '> ' : '';
    for (const [i, line] of written.split('\n').entries())
      lines.push((start + (i === 0 ? entry : '') + line).trimEnd());
    entry = '';
    next = Math.max(next, to);
  };

  for (const token of readers[writing].parse(text, {})) {
    switch (token.type) {
      case 'blockquote_open':
      case 'blockquote_close':
        // WhatsApp knows one level of quotes.
        quotes += token.nesting;
        break;
      case 'bullet_list_open':
      case 'ordered_list_open':
        lists.push({ numbered: token.type === 'ordered_list_open' });
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        lists.pop();
        break;
      case 'list_item_open': {
        const sign = lists.at(-1)?.numbered ? `${token.info}${writing === 'bot' ? token.markup : '.'} ` : '- ';
        entry = entry === '' ? '  '.repeat(lists.length - 1) + sign : entry + sign;
        break;
      }
      case 'list_item_close':
        // One without words.
        if (entry !== '') add(token, '');
        break;
      case 'heading_open':
        bold = true;
        break;
      case 'heading_close':
        bold = false;
        break;
      case 'inline':
        add(token, renderInline(withoutBreak(token, source.length), bold, writing));
        break;
      case 'fence':
        if (token.content.trim() !== '') add(token, `\`\`\`${token.content.replace(/\n$/, '')}\`\`\``);
        else next = token.map?.[1] ?? next;
        break;
      case 'hr':
        add(token, (source[token.map?.[0] ?? 0] ?? '').trim());
        break;
    }
  }
  while (lines.at(-1) === '') lines.pop();
  return lines.join('\n');
}

/** A backslash at the end of a block's last line is a break of the editor's, and there comes one anyway. */
function withoutBreak(token: Token, lineCount: number): Token[] {
  const tokens = token.children ?? [];
  const last = tokens.at(-1);
  if (last?.type === 'text' && last.content.endsWith('\\') && (token.map?.[1] ?? 0) < lineCount)
    last.content = last.content.slice(0, -1);
  return tokens;
}

/**
 * Where a conversation is rated: `content_type: "input_csat"` carries this address in webhooks from 4.4.0 on; on the
 * cable and in pages it is missing.
 *
 * @param url as in `CHATWOOT_URL`
 */
export const surveyLink = (url: string, uuid: string): string =>
  `${baseUrl(url)}/survey/responses/${encodeURIComponent(uuid)}`;

/** A survey's content with its link: as it is where one stands in it. */
export function withSurveyLink(content: string | null, link: string): string {
  const text = content?.trimEnd() ?? '';
  return /\/survey\/responses\//.test(text) ? text : [text, link].filter((part) => part !== '').join('\n');
}
