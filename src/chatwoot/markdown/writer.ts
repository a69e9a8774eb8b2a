import type { Style } from './tokens.ts';

const signs: Record<Style, string> = { strong: '*', em: '_', strike: '~' };

/** A place in what was written, to come back to. */
export interface Place {
  at: number;
  standing: number;
}

/**
 * Puts text and marks together. WhatsApp's marks hold for one line only: they are closed at its end and opened again on
 * the next, and stand right beside what they hold for.
 */
export interface Writer {
  write(text: string): void;
  open(style: Style): void;
  close(style: Style): void;
  place(): Place;
  since(place: Place): string;
  /** Takes back what was written since. */
  cut(place: Place): void;
  text(): string;
}

export function openWriter(): Writer {
  const out: string[] = [];
  const wanted: Style[] = [];
  /** How many of them stand in the text: a mark is written with the first character it holds for. */
  let standing = 0;

  const sign = (i: number) => signs[wanted[i] ?? 'strong'];
  const begin = () => {
    while (standing < wanted.length) out.push(sign(standing++));
  };
  const end = (downTo: number) => {
    while (standing > downTo) out.push(sign(--standing));
  };

  return {
    write(text) {
      const lines = text.split('\n');
      for (const [i, line] of lines.entries()) {
        if (i > 0) {
          end(0);
          out.push('\n');
        }
        const said = i < lines.length - 1 ? line.trim() : line.trimStart();
        if (said === '') {
          out.push(line);
          continue;
        }
        out.push(line.slice(0, line.length - line.trimStart().length));
        begin();
        out.push(said);
      }
    },
    open: (style) => void wanted.push(style),
    close(style) {
      const at = wanted.lastIndexOf(style);
      if (at < 0) return;
      end(at);
      wanted.splice(at, 1);
    },
    place() {
      begin();
      return { at: out.length, standing };
    },
    since: (place) => out.slice(place.at).join(''),
    cut(place) {
      out.splice(place.at);
      standing = place.standing;
    },
    text: () => out.join(''),
  };
}
