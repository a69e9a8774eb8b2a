/** The language of what stands in a picture. */
export type Language = 'es' | 'en';

/** Colours by their use; each picture has its own ground, so that it shows on pages of either colour. */
const style = `
  svg { --ground: #ffffff; --line: #d5dae1; --ink: #1c2430; --soft: #5b6675; --customer: #eef1f5; --agent: #d9e8ff; --bot: #e3f4e8; --note: #fff3c4; --noteline: #dfbf4e; --strong: #1f6feb; --onstrong: #ffffff; --read: #0b6bcb; --bad: #b42318; --badground: #fde7e5; --chip: #e8ecf2; }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #161b22; --line: #39424e; --ink: #e8edf3; --soft: #a3afbd; --customer: #252d37; --agent: #1d3557; --bot: #1d3a2a; --note: #4a3f12; --noteline: #8d7624; --strong: #4a90f0; --onstrong: #0b1220; --read: #6cb6ff; --bad: #ff8a80; --badground: #4a201d; --chip: #2b333e; }
  }
  text { font: 14px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; fill: var(--ink); }
  .small { font-size: 12px; } .soft { fill: var(--soft); } .bold { font-weight: 600; } .onstrong { fill: var(--onstrong); } .bad { fill: var(--bad); } .read { fill: var(--read); }
  .middle { text-anchor: middle; } .end { text-anchor: end; } .mono { font-family: ui-monospace, Menlo, Consolas, monospace; }
`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Lines of at most so many characters, broken between words. */
export function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const part of text.split('\n')) {
    let line = '';
    for (const word of part.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > most) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines;
}

export const text = (x: number, y: number, words: string, look = ''): string =>
  `<text x="${x}" y="${y}"${look === '' ? '' : ` class="${look}"`}>${escape(words)}</text>`;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A rectangle in one of the colours above. */
export const rect = ({ x, y, width, height }: Box, fill: string, { line = 'none', round = 10 } = {}): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="var(--${fill})" stroke="${line === 'none' ? line : `var(--${line})`}"/>`;

const LINE = 19;

/** A box with words in it, as high as these need. */
export function words(
  at: { x: number; y: number; width: number },
  said: string,
  fill: string,
  options: { line?: string; foot?: [words: string, look: string] } = {},
): { svg: string; height: number } {
  const lines = wrap(said, Math.floor((at.width - 28) / 7.3));
  const { foot, line = 'none' } = options;
  const height = lines.length * LINE + 18 + (foot ? LINE : 0);
  const svg = [
    rect({ ...at, height }, fill, { line }),
    ...lines.map((it, n) => text(at.x + 14, at.y + 24 + n * LINE, it)),
    ...(foot ? [text(at.x + at.width - 14, at.y + 22 + lines.length * LINE, foot[0], `small end ${foot[1]}`)] : []),
  ].join('\n');
  return { svg, height };
}

/** A small word in a rounded box, such as a label; gives its width as well. */
export function chip(x: number, y: number, word: string, fill = 'chip', look = ''): { svg: string; width: number } {
  const width = Math.round(word.length * 7.2) + 20;
  const svg =
    rect({ x, y, width, height: 24 }, fill, { round: 12 }) +
    text(x + width / 2, y + 16, word, `small middle ${look}`.trim());
  return { svg, width };
}

/** The number that the page's list explains. */
export const mark = (x: number, y: number, number: number): string =>
  `<circle cx="${x}" cy="${y}" r="11" fill="var(--strong)"/>${text(x, y + 5, String(number), 'small middle bold onstrong')}`;

/** The whole picture: ground, border, and what it shows in words for whoever cannot see it. */
export const picture = (width: number, height: number, title: string, parts: string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escape(title)}</title>
<style>${style}</style>
${rect({ x: 0.5, y: 0.5, width: width - 1, height: height - 1 }, 'ground', { line: 'line', round: 14 })}
${parts.join('\n')}
</svg>
`;
