import type { JSX } from 'preact';
import type { PhoneMessage } from '../../../src/sandbox/types.ts';
import { Button } from '../../parts/control/Button.tsx';
import { closeAround, Dialog } from '../../parts/show/Dialog.tsx';
import { composing } from '../state/composing.ts';
import { words } from '../words/words.ts';
import type { Act } from './Phone.tsx';
import css from './BubbleMenu.module.css';

const emojis = ['👍', '❤️', '😂', '🙏'];

/** What can be done with a message on the phone: quote it, react to it, change one's own words. */
export function BubbleMenu(props: {
  message: PhoneMessage;
  onSay: (act: Act) => void;
  onClose: () => void;
}): JSX.Element {
  const { message, onSay, onClose } = props;
  const { from, id, location, media, reaction, text: said } = message;
  const text = words.value.bubble;
  const compose = (kind: 'quotes' | 'edits') => (event: Event) => {
    composing.value = { kind, id, text: said };
    closeAround(event);
    setTimeout(() => document.getElementById('draft')?.focus());
  };
  return (
    <Dialog title={text.title} onClose={onClose}>
      {from === 'business' && (
        <div class={css.emojis} role="group" aria-label={text.react}>
          {emojis.map((emoji) => (
            <Button
              key={emoji}
              aria-label={text.reactWith(emoji)}
              aria-pressed={reaction === emoji}
              onClick={(event) => {
                onSay({ reaction: { to: id, emoji: reaction === emoji ? null : emoji } });
                closeAround(event);
              }}
            >
              {emoji}
            </Button>
          ))}
        </div>
      )}
      <div class={css.acts}>
        <Button onClick={compose('quotes')}>{text.quote}</Button>
        {from === 'customer' && !media && !location && <Button onClick={compose('edits')}>{text.edit}</Button>}
      </div>
    </Dialog>
  );
}
