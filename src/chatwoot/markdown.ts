import { baseUrl } from './address.ts';
import { blocksOf, type Block } from './markdown/blocks.ts';
import { renderInline } from './markdown/render.ts';

/** Between two paragraphs at most so many empty lines are kept. */
const EMPTY_LINES = 2;

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
export function toWhatsApp(markdown: string): string {
  const lines: string[] = [];
  let empty = 0;
  const blocks = blocksOf(markdown.replace(/\r\n?/g, '\n'));
  for (const line of blocks.flatMap((block, i) => linesOf(block, i === blocks.length - 1))) {
    empty = line === '' ? empty + 1 : 0;
    if (empty <= EMPTY_LINES && (line !== '' || lines.length > 0)) lines.push(line);
  }
  while (lines.at(-1) === '') lines.pop();
  return lines.join('\n');
}

function linesOf(block: Block, last: boolean): string[] {
  if (block.kind === 'empty') return [''];
  // In one piece: empty lines of code are its own.
  if (block.kind === 'code') return block.lines.length === 0 ? [] : [`\`\`\`${block.lines.join('\n')}\`\`\``];
  const text = block.lines.join('\n');
  const rendered = renderInline(last ? text : withoutBreak(text), block.kind === 'heading').split('\n');
  return rendered.map((line, i) => ((i === 0 ? block.first : block.rest) + line).trimEnd());
}

/** A backslash at the end of a line is a break, and there comes one anyway; two of them are one to be seen. */
function withoutBreak(text: string): string {
  let from = text.length;
  while (text[from - 1] === '\\') from--;
  return (text.length - from) % 2 === 1 ? text.slice(0, -1) : text;
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
