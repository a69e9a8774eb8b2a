import { withoutScheme } from './links.ts';
import { pairMarks } from './pair.ts';
import { scan } from './scan.ts';
import type { Style } from './tokens.ts';
import { openWriter, type Place } from './writer.ts';

/** The lines of one block in WhatsApp's marks. */
export function renderInline(text: string, bold: boolean): string {
  const tokens = scan(text);
  pairMarks(tokens);
  const writer = openWriter();
  const depth: Record<Style, number> = { strong: 0, em: 0, strike: 0 };
  const enter = (style: Style, shown: boolean) => depth[style]++ === 0 && shown && writer.open(style);
  const leave = (style: Style) => --depth[style] === 0 && writer.close(style);
  const links: { from: Place; image: boolean }[] = [];

  if (bold) enter('strong', true);
  for (const token of tokens) {
    if (token.kind === 'text') writer.write(token.text);
    else if (token.kind === 'code') writer.write(code(token.text));
    else if (token.kind === 'link_open') {
      if (token.address === null) writer.write(token.text);
      else links.push({ from: writer.place(), image: token.image });
    } else if (token.kind === 'link_close') {
      const link = links.pop();
      if (link) writeLink(link.from, token.address, link.image);
    } else if (token.does === 'stay') writer.write(token.text);
    else if (token.does === 'open') enter(token.style, token.shown);
    else leave(token.style);
  }
  if (bold) leave('strong');
  return writer.text();

  function writeLink(from: Place, address: string, image: boolean): void {
    // A mention in Chatwoot points at one of its own people.
    if (/^mention:/i.test(address)) return;
    const shown = withoutScheme(address);
    const said = writer.since(from);
    if (image || said.trim() === '' || same(said, shown)) {
      writer.cut(from);
      writer.write(shown);
    } else writer.write(`: ${shown}`);
  }
}

const same = (text: string, address: string): boolean => bare(text) === bare(address);
const bare = (text: string): string =>
  text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '');

/** One backtick on each side, three where it holds some itself or goes over lines. */
function code(text: string): string {
  const inner = text.length > 2 && text.startsWith(' ') && text.endsWith(' ') ? text.slice(1, -1) : text;
  return /[`\n]/.test(inner) ? `\`\`\`${inner}\`\`\`` : `\`${inner}\``;
}
