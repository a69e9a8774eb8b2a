import type { JSX } from 'preact';
import { state } from '../state/live.ts';
import { writeTo } from '../state/person.ts';
import { words } from '../words/words.ts';
import css from './ChannelBar.module.css';

/** Which of the business's numbers the person writes to, where it has several. */
export function ChannelBar(): JSX.Element | null {
  const now = state.value;
  if (!now || now.channels.length < 2) return null;
  return (
    <div class={css.bar} role="group" aria-label={words.value.phone.writesTo}>
      <span aria-hidden="true">{words.value.phone.writesTo}</span>
      {now.channels.map(({ name, title }) => (
        <button key={name} type="button" aria-pressed={now.channel === name} onClick={() => writeTo(name)}>
          {title}
        </button>
      ))}
    </div>
  );
}
