import type { JSX } from 'preact';
import { botWords } from '../../words/bot.ts';
import css from './Bot.module.css';
import type { Passages } from './types.ts';

/** In which pieces the bot looks a file up. */
export function Pieces({ pieces: { passages, count } }: { pieces: Passages }): JSX.Element {
  return (
    <section class={css.reading}>
      <h3>{botWords.value.pieces(count)}</h3>
      <dl>
        {passages.map(({ head, text }, at) => (
          <div key={at}>
            <dt>{head || '–'}</dt>
            <dd class={css.answer}>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
