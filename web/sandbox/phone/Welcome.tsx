import type { JSX } from 'preact';
import { words } from '../words/words.ts';
import type { Act } from './Phone.tsx';
import css from '../shell/Welcome.module.css';

/** The first view: what to try, and something to tap. */
export function Welcome({ onSay }: { onSay: (act: Act) => void }): JSX.Element {
  const text = words.value.phone;
  return (
    <div class={css.welcome}>
      <p class={css.lead}>{text.welcome}</p>
      <p>{text.explain}</p>
      <ul aria-label={text.chipsLabel}>
        {text.chips.map((chip) => (
          <li key={chip}>
            <button
              type="button"
              class={css.chip}
              onClick={() => {
                onSay({ text: chip });
                document.getElementById('draft')?.focus();
              }}
            >
              {chip}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
