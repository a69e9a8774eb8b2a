import { isBlank } from '../../text.ts';

/** A way of showing text. */
export type Style = 'strong' | 'em' | 's';

const signs: Record<Style, string> = { strong: '*', em: '_', s: '~' };

/**
 * Puts text and marks together. WhatsApp's marks hold for one line only: they are closed at its end and opened again on
 * the next, and stand right beside what they hold for. None touches an address, which WhatsApp would not find then.
 */
export interface Writer {
  write(text: string): void;
  /** An address, written out or of a link: marks end before it and begin again behind it where one would touch it. */
  address(address: string): void;
  open(style: Style): void;
  close(style: Style): void;
  text(): string;
}

interface Part {
  kind: 'words' | 'blank' | 'address' | 'sign';
  text: string;
}

const isAddress = (part: Part | undefined): boolean => part?.kind === 'address';

export function openWriter(): Writer {
  const out: Part[] = [];
  const wanted: Style[] = [];
  /** Where in `out` the marks stand that are open; one is written with the first character it holds for. */
  const standing: number[] = [];

  const put = (kind: Part['kind'], text: string) => {
    if (text !== '') out.push({ kind, text });
  };
  const sign = (i: number) => signs[wanted[i] ?? 'strong'];
  const begin = () => {
    if (standing.length < wanted.length && isAddress(out.at(-1))) put('blank', ' ');
    while (standing.length < wanted.length) put('sign', sign(standing.push(out.length) - 1));
  };
  /** Closes them right behind the last words, and takes back those that came to hold for none. */
  const end = (downTo: number) => {
    while (standing.length > downTo) {
      const opened = standing.pop() ?? 0;
      let at = out.length;
      while (at > opened + 1 && /address|blank/.test(out[at - 1]?.kind ?? '')) at--;
      if (at === opened + 1) out.splice(opened, 1);
      else out.splice(at, 0, { kind: 'sign', text: sign(standing.length) });
    }
  };

  return {
    write(text) {
      for (const [i, line] of text.split('\n').entries()) {
        if (i > 0) {
          end(0);
          put('blank', '\n');
        }
        const words = line.trim();
        // Also of signs that nobody sees: no mark would show on them.
        const from = isBlank(words) ? line.length : line.indexOf(words);
        put('blank', line.slice(0, from));
        if (from === line.length) continue;
        // What stood behind a link would be part of its address.
        if (isAddress(out.at(-1)) && from === 0 && /^[\p{L}\p{N}/?#&=%@-]/u.test(words)) put('blank', ' ');
        begin();
        put('words', words);
        put('blank', line.slice(from + words.length));
      }
    },
    address(address) {
      if (out.at(-1)?.kind === 'sign') put('blank', ' ');
      put('address', address);
    },
    open: (style) => void wanted.push(style),
    close(style) {
      const at = wanted.lastIndexOf(style);
      if (at < 0) return;
      end(at);
      wanted.splice(at, 1);
    },
    text: () => out.map(({ text }) => text).join(''),
  };
}
