import type { Warning } from './warnings.ts';

/** One line of the file without what is hidden. */
export interface Row {
  /** From 1. */
  line: number;
  text: string;
  /** In a block of code: a `##` in it is no question. */
  fenced: boolean;
}

/**
 * The lines of a file without its comments, and which of them are code. What is opened and never closed would hide the rest of the file:
 * it is told, and ends at the next heading.
 */
export function rowsOf(text: string): { rows: Row[]; warnings: Warning[] } {
  const warnings: Warning[] = [];
  const lines = withoutComments(text.replace(/^\uFEFF/u, '').replace(/\r\n?/g, '\n'), warnings).split('\n');
  const fences = lines.flatMap((line, at) => (/^\s*```/u.test(line) ? [at] : []));
  const fenced = new Set<number>();
  for (let n = 0; n < fences.length;) {
    const from = fences[n]!;
    const to = fences[n + 1];
    const inside = to === undefined ? [] : lines.slice(from + 1, to);
    const headings = inside.filter((line) => /^##(?!#)/u.test(line)).length;
    // An odd one too many: the one that would swallow questions is it.
    const isOpen = to === undefined || (headings > 0 && (fences.length - n) % 2 === 1);
    if (isOpen) warnings.push({ line: from + 1, kind: 'openFence', about: '' });
    else {
      for (let at = from; at <= to; at++) fenced.add(at);
      if (headings > 0) warnings.push({ line: from + 1, kind: 'headingsInFence', about: String(headings) });
    }
    n += isOpen ? 1 : 2;
  }
  return { rows: lines.map((line, at) => ({ line: at + 1, text: line, fenced: fenced.has(at) })), warnings };
}

/** Takes `<!-- … -->` out and leaves the line numbers as they are. */
function withoutComments(text: string, warnings: Warning[]): string {
  let rest = text;
  let done = '';
  for (;;) {
    const from = rest.indexOf('<!--');
    if (from < 0) return done + rest;
    const end = rest.indexOf('-->', from + 4);
    const next = rest.indexOf('<!--', from + 4);
    const isOpen = end < 0 || (next >= 0 && next < end);
    let to = end + 3;
    if (isOpen) {
      const heading = rest.slice(from).search(/\n#{1,2}(?!#)\s*\S/u);
      to = Math.min(...[heading < 0 ? rest.length : from + heading, next < 0 ? rest.length : next]);
      const line = (done + rest.slice(0, from)).split('\n').length;
      warnings.push({ line, kind: 'openComment', about: '' });
    }
    done += rest.slice(0, from) + rest.slice(from, to).replace(/[^\n]/gu, '');
    rest = rest.slice(to);
  }
}
