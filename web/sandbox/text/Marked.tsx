import type { JSX } from 'preact';
import { readMarks, type Piece } from './marks.ts';
import css from './Text.module.css';

function show(piece: Piece, index: number): JSX.Element | string {
  if (typeof piece === 'string') return piece;
  const inner = piece.parts.map(show);
  switch (piece.mark) {
    case 'bold':
      return <strong key={index}>{inner}</strong>;
    case 'italic':
      return <em key={index}>{inner}</em>;
    case 'strike':
      return <s key={index}>{inner}</s>;
    case 'mono':
      return <code key={index}>{inner}</code>;
    case 'quote':
      return (
        <span key={index} class={css.quote}>
          {inner}
        </span>
      );
  }
}

/** A text with WhatsApp's marks. Text stays text: nothing in it can become markup. */
export function Marked({ text }: { text: string }): JSX.Element {
  return (
    <span class={css.text} data-text>
      {readMarks(text).map(show)}
    </span>
  );
}
