import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';

/** With the options of the agents' page of Chatwoot 4.15.1. */
export const page = new MarkdownIt({
  html: false,
  xhtmlOut: true,
  breaks: true,
  linkify: true,
  typographer: true,
  quotes: '“”‘’',
  maxNesting: 20,
}).disable('lheading');

const signs: Partial<Record<string, string>> = { strong: '*', em: '_', s: '~' };

/**
 * What an agent reads, written again as somebody would type it on WhatsApp: bold between asterisks, code between backticks, lists with
 * their signs. Blanks are left out; pictures, headings, rules, tables and links to elsewhere show up as `‼`.
 */
export function readAgain(markdown: string): string {
  const lists: (number | null)[] = [];
  let read = '';
  for (const token of page.parse(markdown, {})) {
    if (token.type === 'inline') read += inline(token.children ?? []);
    else if (token.type === 'fence') read += `\`${token.info}${token.content}\``;
    else if (token.type === 'bullet_list_open') lists.push(null);
    else if (token.type === 'ordered_list_open') lists.push(Number(token.attrGet('start') ?? 1));
    else if (token.type === 'list_item_open') {
      const number = lists.pop() ?? null;
      lists.push(number === null ? null : number + 1);
      read += number === null ? '•' : `${number}.`;
    } else if (/_list_close$/.test(token.type)) lists.pop();
    else if (!/^(?:paragraph|list_item)_/.test(token.type)) read += '‼';
  }
  return read.replace(/\s+/g, '');
}

function inline(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'code_inline') return `\`${token.content}\``;
      if (/^link_/.test(token.type)) return token.info === 'auto' ? '' : '‼';
      if (token.type === 'image') return '‼';
      return signs[token.tag] ?? token.content;
    })
    .join('');
}

/**
 * Both of what was typed and of what is read of it, to be equal: blanks left out, backticks once, and a list's sign as the page shows it.
 * Where code over several lines is about, signs of lists are not told apart: there they are none.
 */
export function bothReadings(typed: string, content: string): [typed: string, read: string] {
  const blurred = typed.includes('```') ? (text: string) => text.replace(/[-*•]/g, '*') : (text: string) => text;
  const plain = typed.replace(/^( {0,3})[-*](?=[ \t]+\S)/gm, '$1•').replace(/\s+/g, '');
  return [blurred(plain).replace(/`+/g, '`'), blurred(readAgain(content)).replace(/`+/g, '`')];
}
