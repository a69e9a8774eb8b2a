/** A piece of a text: plain, or marked and holding pieces itself. */
export type Piece = string | { mark: 'bold' | 'italic' | 'strike' | 'mono' | 'quote'; parts: Piece[] };

const marks = { '*': 'bold', _: 'italic', '~': 'strike', '`': 'mono' } as const;

const wordCharacter = /[\p{L}\p{N}]/u;

/**
 * Reads WhatsApp's marks: `*bold*`, `_italic_`, `~strike~`, `` `mono` ``, ```` ```mono``` ````, and lines that begin
 * with `> `. A mark counts only around text without blanks at its edges, on one line, and not inside a word
 * (`snake_case_name` stays as it is). Everything else is left as typed.
 */
export function readMarks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const block of text.matchAll(/```([^]+?)```/g)) {
    pieces.push(...readLines(text.slice(from, block.index), from === 0));
    pieces.push({ mark: 'mono', parts: [block[1] ?? ''] });
    from = block.index + block[0].length;
  }
  pieces.push(...readLines(text.slice(from), from === 0));
  return pieces;
}

/** `fresh`: the text begins at the beginning of a line. */
function readLines(text: string, fresh: boolean): Piece[] {
  const pieces: Piece[] = [];
  let plain: string[] = [];
  const flush = () => {
    if (plain.length > 0) pieces.push(...readInline(plain.join('\n')));
    plain = [];
  };
  text.split('\n').forEach((line, index) => {
    if ((index > 0 || fresh) && line.startsWith('> ')) {
      flush();
      pieces.push({ mark: 'quote', parts: readInline(line.slice(2)) });
    } else plain.push(line);
  });
  flush();
  return pieces;
}

function readInline(text: string): Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    const mark = (marks as Record<string, (typeof marks)[keyof typeof marks]>)[sign];
    const end = mark ? closing(text, at, sign) : -1;
    if (mark === undefined || end === -1) {
      plain += sign;
      continue;
    }
    if (plain) pieces.push(plain);
    plain = '';
    const inner = text.slice(at + 1, end);
    pieces.push({ mark, parts: mark === 'mono' ? [inner] : readInline(inner) });
    at = end;
  }
  if (plain) pieces.push(plain);
  return pieces;
}

/** Where the mark opened at `open` closes; -1 where it does not. */
function closing(text: string, open: number, sign: string): number {
  if (wordCharacter.test(text.charAt(open - 1)) || !/\S/.test(text.charAt(open + 1))) return -1;
  for (let at = open + 1; at < text.length && text.charAt(at) !== '\n'; at++) {
    if (text.charAt(at) !== sign || at === open + 1) continue;
    if (/\S/.test(text.charAt(at - 1)) && !wordCharacter.test(text.charAt(at + 1))) return at;
  }
  return -1;
}
