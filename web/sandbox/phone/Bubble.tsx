import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PhoneMessage } from '../../../src/sandbox/types.ts';
import { Ticks } from '../shell/Ticks.tsx';
import { timeOf } from '../../parts/language/time.ts';
import { words } from '../words/words.ts';
import { Marked } from '../text/Marked.tsx';
import { BubbleMenu } from './BubbleMenu.tsx';
import { BubbleContent } from './BubbleContent.tsx';
import { ListSheet } from './ListSheet.tsx';
import type { Act } from './Phone.tsx';
import { classes } from '../../parts/look/classes.ts';
import common from '../../parts/look/common.module.css';
import css from './Bubble.module.css';

/** One message on the phone, with what can be tapped on it. */
export function Bubble({ message, onSay }: { message: PhoneMessage; onSay: (act: Act) => void }): JSX.Element {
  const [listOpen, setListOpen] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);
  const text = words.value.phone;
  const mine = message.from === 'customer';
  const { failed, reaction } = message;
  return (
    <li class={classes(css.bubble, mine && css.customer, failed && css.failed)} data-from={message.from}>
      <span class={common.unseen}>{mine ? text.you : text.business}: </span>
      {message.quoted !== undefined && (
        <blockquote class={css.quoted} aria-label={text.quoted}>
          <Marked text={message.quoted} />
        </blockquote>
      )}
      <BubbleContent message={message} />
      <span class={css.meta}>
        {reaction && <span aria-label={`${text.reaction}: ${reaction}`}>{reaction}</span>}
        {message.edited && <span>{text.edited}</span>}
        <time dateTime={new Date(message.at).toISOString()}>{timeOf(message.at)}</time>
        {mine && <Ticks state={message.state} />}
        <button
          type="button"
          class={css.more}
          aria-haspopup="dialog"
          aria-label={words.value.bubble.title}
          onClick={() => setMenuOpen(true)}
        >
          ⋯
        </button>
      </span>
      {failed && (
        <span class={css.retry}>
          {text.undelivered} {failed.code}: {failed.title}
        </span>
      )}
      {(message.buttons || message.list) && (
        <span class={css.taps}>
          {message.buttons?.map(({ id, title }) => (
            <button key={id} type="button" onClick={() => onSay({ choice: { id, title, via: 'button' } })}>
              {title}
            </button>
          ))}
          {message.list && (
            <button type="button" aria-haspopup="dialog" onClick={() => setListOpen(true)}>
              ☰ {message.list.button}
            </button>
          )}
        </span>
      )}
      {menuOpen && <BubbleMenu message={message} onSay={onSay} onClose={() => setMenuOpen(false)} />}
      {listOpen && message.list && (
        <ListSheet
          list={message.list}
          onClose={() => setListOpen(false)}
          onChoose={({ id, title }) => onSay({ choice: { id, title, via: 'list' } })}
        />
      )}
    </li>
  );
}
