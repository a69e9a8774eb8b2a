import { pieces, type Passage } from './passage.ts';

/**
 * Markdown and plain text in passages: divided at `#` to `###`, not inside fences; what is too long at blank lines. Made one by one, so that
 * a large file holds nobody up.
 */
export function* markdownPassages(text: string, source: string): Generator<Passage> {
  const heads: string[] = [];
  let from = 0;
  let fenced = false;
  let head = '';
  const passages = function* (to: number): Generator<Passage> {
    const path = heads.filter((one) => one && one !== head).join(' › ');
    for (const piece of pieces(withoutComments(text.slice(from, to)))) yield { source, head, path, text: piece };
  };
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const next = end < 0 ? text.length : end + 1;
    const line = text.slice(at, Math.min(next, at + 300));
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : /^(#{1,3})(?!#)\s+(.*?)\s*#*\s*$/.exec(line);
    if (heading) {
      yield* passages(at);
      const level = heading[1]!.length;
      head = heading[2]!;
      heads.length = level - 1;
      heads[level - 1] = head;
      from = next;
    }
    at = next;
  }
  yield* passages(text.length);
}

const withoutComments = (text: string): string => (text.includes('<!--') ? text.replace(/<!--[\s\S]*?-->/g, '') : text);
