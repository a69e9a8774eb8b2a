/** As Chatwoot finds code (`modified_liquid_content`): what is in backticks it spares itself. */
const code = /(`[^`]*`)/;
const opens = /\{[{%]/;
const endsRaw = /\{%-?\s*endraw\b.*?%\}/s;

/**
 * A content as it must be posted with a token for Chatwoot to keep it: outgoing messages and notes go through Liquid there before they
 * are saved, which takes `{{…}}` and `{%…%}` for its own. What stands between `raw` and `endraw` comes out as it was; so does all of a
 * text that Liquid cannot read.
 */
export function keptFromLiquid(content: string): string {
  if (!opens.test(content)) return content;
  const parts = content.split(code);
  // Chatwoot puts `raw` around code too: this would end it early, and with an end too many it reads nothing of the text.
  if (parts.some((part, i) => i % 2 === 1 && endsRaw.test(part))) return content;
  // A bracket right beside code would be read together with the `raw` that comes there.
  const isTaken = (part: string, i: number) =>
    opens.test(part) || (part.endsWith('{') && i + 1 < parts.length) || (part.startsWith('}') && i > 0);
  return parts.map((part, i) => (i % 2 === 0 && isTaken(part, i) ? raw(part) : part)).join('');
}

/** Around the whole part; where it would end that early itself, around each of its beginnings alone: the rest is then none. */
const raw = (part: string): string =>
  endsRaw.test(part)
    ? part.replace(/^\}+|\{\{\}*|\{%|\{$/g, '{% raw %}$&{% endraw %}')
    : `{% raw %}${part}{% endraw %}`;
