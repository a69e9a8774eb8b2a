import { h, type ComponentChildren, type JSX } from 'preact';
import type { DeskPiece } from '../../../src/sandbox/types.ts';
import css from './DeskText.module.css';

/** A text as the agents' page shows it: read there as Markdown. A picture of another server is named, never loaded. */
export function DeskText({ pieces }: { pieces: readonly DeskPiece[] }): JSX.Element {
  return (
    <div class={css.text} data-text>
      {pieces.map(show)}
    </div>
  );
}

function show(piece: DeskPiece, key: number): ComponentChildren {
  if (typeof piece === 'string') return piece;
  const { tag, href, start, parts } = piece;
  if (tag === 'img') {
    return (
      <span key={key} class={css.picture} title={href}>
        🖼 {parts.map(show)}
      </span>
    );
  }
  const link = tag === 'a' ? { href, target: '_blank', rel: 'noreferrer noopener nofollow' } : {};
  return h(tag, { key, ...link, ...(start === undefined ? {} : { start }) }, parts.map(show));
}
