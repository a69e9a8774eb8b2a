/**
 * Markdown as the marks WhatsApp knows: `**bold**` → `*bold*`, `*italic*` → `_italic_`, `~~gone~~` → `~gone~`,
 * `[text](url)` → `text (url)`, smaller headings → bold lines, bullets → `- `. Numbered lists, quotes, code and line
 * breaks stay as written. Works on the text of one answer; never throws.
 */
export function toMarks(markdown: string): string {
  return markdown
    .split(/(^[ \t]*```[\s\S]*?^[ \t]*```[ \t]*$)/mu)
    .map((part, index) => (index % 2 === 1 ? part : lines(part)))
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function lines(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const heading = /^#{3,6}\s+(.+?)\s*#*\s*$/u.exec(line);
      // A heading is bold as a whole: bold inside it would end the mark.
      if (heading) return `*${inline(heading[1]!.replaceAll('**', ''))}*`;
      const bare = line.replace(/(?: {2,}|\\)$/u, '').trimEnd();
      return inline(bare.replace(/^(\s*)[*+-]\s+/u, '$1- '));
    })
    .join('\n');
}

// One pass, leftmost first, so that what one rule made (`*bold*`) is never read by the next one.
const spans = new RegExp(
  [
    String.raw`\\(?<escaped>[!-/:-@[-\x60{-~])`,
    String.raw`(?<code>(?<ticks>\x60+)[^\x60]+\k<ticks>)`,
    String.raw`!?\[(?<label>[^\]]*)\]\((?<target>[^)\s]+)(?:\s+"[^"]*")?\)`,
    String.raw`<(?<auto>(?:https?:|mailto:)[^>\s]+)>`,
    String.raw`(?<url>https?:\/\/\S+)`,
    String.raw`\*\*\*(?<both>\S|\S.*?\S)\*\*\*`,
    String.raw`\*\*(?<bold>\S|\S.*?\S)\*\*`,
    String.raw`__(?<under>\S|\S.*?\S)__`,
    String.raw`~~(?<gone>\S|\S.*?\S)~~`,
    String.raw`\*(?<italic>[^\s*]|[^\s*][^*]*[^\s*])\*`,
  ].join('|'),
  'gu',
);

function inline(text: string): string {
  return text.replace(spans, (whole: string, ...rest: unknown[]) => {
    const found = rest.at(-1) as Record<string, string | undefined>;
    if (found['escaped'] !== undefined) return found['escaped'];
    if (found['target'] !== undefined) return link(found['label'] ?? '', found['target']);
    if (found['auto'] !== undefined) return found['auto'].replace(/^mailto:/u, '');
    if (found['both'] !== undefined) return `*_${inline(found['both'])}_*`;
    const bold = found['bold'] ?? found['under'];
    if (bold !== undefined) return `*${inline(bold)}*`;
    if (found['gone'] !== undefined) return `~${inline(found['gone'])}~`;
    if (found['italic'] !== undefined) return `_${inline(found['italic'])}_`;
    return whole;
  });
}

function link(label: string, target: string): string {
  const address = target.replace(/^(?:mailto|tel):/u, '');
  const text = inline(label.trim());
  return text === '' || text === address ? address : `${text} (${address})`;
}
