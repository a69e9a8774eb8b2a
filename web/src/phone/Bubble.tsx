import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PhoneMessage } from '../../../src/sandbox/types.ts';
import { timeOf, words } from '../state/language.ts';
import { Marked } from '../text/Marked.tsx';
import { ListSheet } from './ListSheet.tsx';
import type { Act } from './Phone.tsx';
import { Ticks } from './Ticks.tsx';

/** One message on the phone, with what can be tapped on it. */
export function Bubble({ message, onSay }: { message: PhoneMessage; onSay: (act: Act) => void }): JSX.Element {
  const [listOpen, setListOpen] = useState(false);
  const text = words.value.phone;
  const mine = message.from === 'customer';
  return (
    <li class={`bubble ${message.from}`}>
      <span class="unseen">{mine ? text.you : text.business}: </span>
      {message.quoted !== undefined && (
        <blockquote aria-label={text.quoted}>
          <Marked text={message.quoted} />
        </blockquote>
      )}
      <Marked text={message.text} />
      <span class="meta">
        <time dateTime={new Date(message.at).toISOString()}>{timeOf(message.at)}</time>
        {mine && <Ticks state={message.state} />}
      </span>
      {(message.buttons || message.list) && (
        <span class="taps">
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
