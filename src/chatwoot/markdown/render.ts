import type { Token } from 'markdown-it';
import type { Writing } from './reader.ts';
import { openWriter, type Style, type Writer } from './writer.ts';

const wordLike = /[\p{L}\p{N}]/u;

/**
 * What the parser found on the lines of one block, in WhatsApp's marks.
 *
 * @param bold a heading: bold as a whole
 */
export function renderInline(tokens: readonly Token[], bold: boolean, writing: Writing): string {
  const writer = openWriter();
  const depth: Partial<Record<Style, number>> = {};
  const shown = shownMarks(tokens);
  if (bold) depth.strong = 1;
  if (bold) writer.open('strong');
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) continue;
    const style = styleOf(token, writing);
    if (style) {
      const was = depth[style] ?? 0;
      depth[style] = was + token.nesting;
      if (token.nesting > 0 && was === 0 && shown.has(i)) writer.open(style);
      if (token.nesting < 0 && was === 1) writer.close(style);
    } else if (token.type === 'link_open') i = writeLink(tokens, i, writer, writing);
    else writeWords(token, writer, writing);
  }
  if (bold) writer.close('strong');
  return writer.text();
}

/** Between single asterisks an agent means italic, as the editor writes it, and a bot bold, as WhatsApp does. */
function styleOf({ type, markup }: Token, writing: Writing): Style | undefined {
  const style = /^(strong|em|s)_/.exec(type)?.[1] as Style | undefined;
  return writing === 'bot' && style === 'em' && markup === '*' ? 'strong' : style;
}

function writeWords(token: Token, writer: Writer, writing: Writing): void {
  if (/^(soft|hard)break$/.test(token.type)) writer.write('\n');
  else if (token.type === 'code_inline')
    writer.write(writing === 'bot' && token.markup === '```' ? `\`\`\`${token.content}\`\`\`` : code(token.content));
  else if (token.type === 'address') writer.address(token.content);
  else if (token.type === 'image') writer.address(String(token.attrGet('src') ?? ''));
  else {
    for (const [i, words] of wordsOf(token).split(withoutScheme).entries()) {
      if (i % 2 === 0) writer.write(words);
      else writer.address(words);
    }
  }
}

/** An address that WhatsApp finds without `https://` in front. */
const withoutScheme = /(?<![\p{L}\p{N}./@_-])(www\.[^\s<>"`)\]]*[\p{L}\p{N}/])/u;

/** Where a number stands for no character (`&#0;`), what was written. */
const wordsOf = ({ content, markup, info }: Token): string =>
  info === 'entity' && content.includes('\uFFFD') ? markup : content;

/** One backtick on each side, three where it holds some itself. */
const code = (text: string): string => (text.includes('`') ? `\`\`\`${text}\`\`\`` : `\`${text}\``);

/** `text: address`; the address alone where the text is the same or none. Gives where the link ends. */
function writeLink(tokens: readonly Token[], from: number, writer: Writer, writing: Writing): number {
  let end = from + 1;
  while (end < tokens.length && tokens[end]?.type !== 'link_close') end++;
  const inner = tokens.slice(from + 1, end);
  const href = String(tokens[from]?.attrGet('href') ?? '');
  const address = href.replace(/^(?:mailto|tel):/i, '');
  const said = inner.map((token) => (token.type === 'image' ? String(token.attrGet('src') ?? '') : wordsOf(token)));
  if (said.join('').trim() === '' || bare(said.join('')) === bare(address)) {
    writer.address(address);
  } else {
    // A mention in Chatwoot points at one of its own people.
    const isMention = /^mention:/i.test(href);
    for (const token of inner) {
      const style = styleOf(token, writing);
      if (style === undefined) writeWords(token, writer, writing);
      else if (token.nesting > 0) writer.open(style);
      else writer.close(style);
    }
    if (!isMention && address !== '') {
      writer.write(': ');
      writer.address(address);
    }
  }
  return end;
}

const bare = (text: string): string =>
  text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '');

/** Where marks open that WhatsApp would show as such: not those that begin or end within a word. */
function shownMarks(tokens: readonly Token[]): Set<number> {
  const shown = new Set<number>();
  const open: number[] = [];
  for (const [i, { nesting, type }] of tokens.entries()) {
    if (!/^(?:strong|em|s)_/.test(type)) continue;
    if (nesting > 0) open.push(i);
    const at = nesting < 0 ? open.pop() : undefined;
    if (at === undefined) continue;
    if (!wordLike.test(beside(tokens, at, -1)) && !wordLike.test(beside(tokens, i, 1))) shown.add(at);
  }
  return shown;
}

/** The character on that side of a mark, past other marks; empty where there is none. */
function beside(tokens: readonly Token[], from: number, step: 1 | -1): string {
  for (let i = from + step; i >= 0 && i < tokens.length; i += step) {
    const content = tokens[i]?.content ?? '';
    if (/break$/.test(tokens[i]?.type ?? '')) return '';
    if (content !== '') return step > 0 ? String.fromCodePoint(content.codePointAt(0) ?? 32) : content.slice(-1);
  }
  return '';
}
