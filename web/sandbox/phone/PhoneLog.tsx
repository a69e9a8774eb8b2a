import type { JSX } from 'preact';
import { useStick } from '../shell/useStick.ts';
import { words } from '../words/words.ts';
import { state } from '../state/live.ts';
import { outbox } from '../state/outbox.ts';
import { person } from '../state/person.ts';
import { Bubble } from './Bubble.tsx';
import { PendingBubble } from './PendingBubble.tsx';
import type { Act } from './Phone.tsx';
import { Welcome } from './Welcome.tsx';
import { classes } from '../../parts/look/classes.ts';
import common from '../../parts/look/common.module.css';
import log from '../shell/Log.module.css';
import bubble from './Bubble.module.css';
import typing from './Typing.module.css';

/** The bubbles, in order: what the sandbox has, what is on its way there, and "typing…". */
export function PhoneLog({ onSay }: { onSay: (act: Act) => void }): JSX.Element {
  const text = words.value.phone;
  const messages = state.value?.phone ?? [];
  const pending = outbox.value.filter(
    ({ say, state: now }) =>
      say.waId === person.value.waId &&
      (say.channel === undefined || say.channel === state.value?.channel) &&
      // What only changes a bubble is none itself, unless it could not be said.
      (now === 'failed' || (say.edits === undefined && say.reaction === undefined)),
  );
  const { box, onScroll, behind, toEnd } = useStick(pending.at(-1)?.key ?? messages.at(-1)?.id);
  const empty = messages.length + pending.length === 0;

  return (
    <>
      <div
        ref={box}
        class={log.log}
        role="log"
        aria-live="polite"
        aria-label={text.log}
        aria-busy={state.value === null}
        tabIndex={0}
        onScroll={onScroll}
      >
        {empty && state.value && <Welcome onSay={onSay} />}
        <ol class={log.bubbles}>
          {messages.map((message) => (
            <Bubble key={message.id} message={message} onSay={onSay} />
          ))}
          {pending.map((one) => (
            <PendingBubble key={one.key} pending={one} />
          ))}
          {state.value?.typing && (
            <li class={classes(bubble.bubble, typing.typing)}>
              <span class={common.unseen}>{text.typing}</span>
              <i />
              <i />
              <i />
            </li>
          )}
        </ol>
      </div>
      {behind && (
        <button type="button" class={log.newer} onClick={toEnd}>
          ↓ {text.newer}
        </button>
      )}
    </>
  );
}
