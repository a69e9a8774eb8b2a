import type { JSX } from 'preact';
import type { DeskConversation } from '../../../src/sandbox/types.ts';
import { useStick } from '../shell/useStick.ts';
import { words } from '../words/words.ts';
import { DeskBubble } from './DeskBubble.tsx';
import log from '../shell/Log.module.css';

/** The messages of one conversation. */
export function DeskLog({ conversation }: { conversation: DeskConversation }): JSX.Element {
  const { box, onScroll, behind, toEnd } = useStick(conversation.messages.at(-1)?.id);
  return (
    <>
      <div
        ref={box}
        class={log.log}
        role="log"
        aria-live="polite"
        aria-label={words.value.desk.log}
        tabIndex={0}
        onScroll={onScroll}
      >
        <ol class={log.bubbles}>
          {conversation.messages.map((message) => (
            <DeskBubble key={message.id} message={message} conversation={conversation.id} />
          ))}
        </ol>
      </div>
      {behind && (
        <button type="button" class={log.newer} onClick={toEnd}>
          ↓ {words.value.phone.newer}
        </button>
      )}
    </>
  );
}
