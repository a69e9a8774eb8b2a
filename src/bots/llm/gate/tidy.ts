import { withoutUnseen } from './plain-text.ts';

/** An answer as WhatsApp can show it: no tables, nothing unseen, no lines of ours or of a model's at its ends. */
export function tidied(text: string): string {
  return withoutTables(withoutUnseen(text).replace(/\r\n?/g, '\n'))
    .replace(/^(?:\s*\[[^\]\n]{3,80}\]\s*)+/, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A row of a table becomes a line: `cell · cell`. */
function withoutTables(text: string): string {
  if (!/^\s*\|.*\|\s*$/m.test(text)) return text;
  return text
    .split('\n')
    .filter((line) => !/^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/.test(line))
    .map((line) =>
      /^\s*\|.*\|\s*$/.test(line)
        ? line
            .trim()
            .slice(1, -1)
            .split('|')
            .map((cell) => cell.trim())
            .join(' · ')
        : line,
    )
    .join('\n');
}
