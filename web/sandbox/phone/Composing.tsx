import type { JSX } from 'preact';
import { Button } from '../../parts/control/Button.tsx';
import { composing } from '../state/composing.ts';
import { words } from '../words/words.ts';
import css from './Composing.module.css';

/** Above the draft: which message it quotes or changes, and the way out of that. */
export function Composing(): JSX.Element | null {
  const now = composing.value;
  if (!now) return null;
  const text = words.value.bubble;
  return (
    <p class={css.composing} role="status">
      <span>
        {now.kind === 'quotes' ? text.quoting : text.editing} <q>{now.text.slice(0, 80)}</q>
      </span>
      <Button look="quiet" small aria-label={text.cancel} onClick={() => (composing.value = null)}>
        ✕
      </Button>
    </p>
  );
}
