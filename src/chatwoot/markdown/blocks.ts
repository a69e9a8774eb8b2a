/**
 * Lines that belong together: their marks may reach from one to the next.
 * `first` and `rest` are put in front of the first line and of the others.
 */
export type Block =
  | { kind: 'text' | 'heading'; first: string; rest: string; lines: string[] }
  | { kind: 'code'; lines: string[] }
  | { kind: 'empty' };

/** Splits a text into its blocks, in one walk over the lines. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let fence: string | null = null;
  for (const line of markdown.split('\n')) {
    const last = blocks.at(-1);
    if (fence !== null && last?.kind === 'code') {
      if (line.trim().startsWith(fence) && line.trim() === line.trim().charAt(0).repeat(line.trim().length))
        fence = null;
      else last.lines.push(line);
      continue;
    }
    fence = fenceOf(line);
    if (fence !== null) blocks.push({ kind: 'code', lines: [] });
    else if (line.trim() === '') blocks.push({ kind: 'empty' });
    else add(blocks, last, line);
  }
  return blocks;
}

/** The fence that opens a block of code; backticks behind it on the line make it no fence but code among words. */
function fenceOf(line: string): string | null {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  return fence === undefined || line.includes('`', line.indexOf(fence) + fence.length) ? null : fence;
}

function add(blocks: Block[], last: Block | undefined, line: string): void {
  const quote = /^(?: {0,3}>)+ ?/.exec(line)?.[0];
  // WhatsApp knows one level of quotes.
  const start = quote === undefined ? '' : '> ';
  const inner = quote === undefined ? line : line.slice(quote.length);
  const heading = /^ {0,3}#{1,6}[ \t]+/.exec(inner)?.[0];
  if (heading !== undefined) {
    const title = withoutEnd(inner.slice(heading.length));
    blocks.push({ kind: 'heading', first: start, rest: start, lines: [title] });
    return;
  }
  const item = /^([ \t]*)(?:[-*+]|(\d{1,9})[.)])(?:[ \t]+|$)/.exec(inner);
  if (item) {
    const mark = `${item[1] ?? ''}${item[2] === undefined ? '-' : `${item[2]}.`} `;
    blocks.push({ kind: 'text', first: start + mark, rest: start, lines: [inner.slice(item[0].length)] });
  } else if (last?.kind === 'text' && last.rest === start) {
    last.lines.push(inner);
  } else {
    blocks.push({ kind: 'text', first: start, rest: start, lines: [inner] });
  }
}

/** A heading may close with the signs it began with: `## Title ##`. */
function withoutEnd(title: string): string {
  const text = title.trimEnd();
  let end = text.length;
  while (text[end - 1] === '#') end--;
  const closes = end < text.length && (end === 0 || text[end - 1] === ' ');
  return closes ? text.slice(0, end).trimEnd() : text;
}
