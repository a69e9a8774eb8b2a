import type { JSX } from 'preact';
import type { DeskConversation } from '../../../src/sandbox/types.ts';
import { words } from '../words/words.ts';
import css from './Conversations.module.css';

/** Which of a person's conversations is shown, where there is more than one. */
export function Conversations(props: {
  conversations: readonly DeskConversation[];
  shown: number | undefined;
  onChoose: (id: number) => void;
}): JSX.Element {
  const { conversations, shown, onChoose } = props;
  const text = words.value.desk;
  return (
    <div class={css.choice}>
      <p role="status">{text.many(conversations.length)}</p>
      <div role="group" aria-label={text.choose}>
        {conversations.map(({ id }) => (
          <button key={id} type="button" aria-pressed={id === shown} onClick={() => onChoose(id)}>
            #{id}
          </button>
        ))}
      </div>
    </div>
  );
}
