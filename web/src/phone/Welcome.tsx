import type { JSX } from 'preact';
import { words } from '../state/language.ts';
import type { Act } from './Phone.tsx';

/** The first view: what to try, and something to tap. */
export function Welcome({ onSay }: { onSay: (act: Act) => void }): JSX.Element {
  const text = words.value.phone;
  return (
    <div class="welcome">
      <p class="lead">{text.welcome}</p>
      <p>{text.explain}</p>
      <ul aria-label={text.chipsLabel}>
        {text.chips.map((chip) => (
          <li key={chip}>
            <button
              type="button"
              class="chip"
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
