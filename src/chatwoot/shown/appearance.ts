/** How a character is shown; several may hold at once. */
export const BOLD = 1;
export const ITALIC = 2;
export const STRUCK = 4;
export const CODE = 8;
/** What no text of a customer may become: a heading, a rule, a table, a picture, a link with another address. */
export const NEVER = 16;

/**
 * What is seen of a text: its lines with their characters and styles, written so that two of them can be compared. Blanks and empty
 * lines do not count; a sign for each change of style stands before the character it begins with.
 */
export class Appearance {
  #out = '';
  #style = 0;

  write(text: string, style: number): void {
    for (const [i, line] of text.split('\n').entries()) {
      if (i > 0) this.line();
      const seen = line.replace(/\s+/g, '');
      if (seen === '') continue;
      if (style !== this.#style) this.#out += `\u{2}${style}`;
      this.#style = style;
      this.#out += seen;
    }
  }

  line(): void {
    if (this.#out !== '' && !this.#out.endsWith('\n')) this.#out += '\n';
  }

  text(): string {
    return this.#out.replace(/\n$/, '');
  }
}
