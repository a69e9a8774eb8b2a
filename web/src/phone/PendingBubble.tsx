import type { JSX } from 'preact';
import { timeOf, words } from '../state/language.ts';
import { sendAgain } from '../state/outbox.ts';
import { textOf, type Pending } from '../state/unmatched.ts';
import { Marked } from '../text/Marked.tsx';
import { Icon } from '../shell/Icon.tsx';
import { Ticks } from '../shell/Ticks.tsx';

/** A message that the sandbox has not shown yet, or did not take. */
export function PendingBubble({ pending }: { pending: Pending }): JSX.Element {
  const text = words.value.phone;
  const failed = pending.state === 'failed';
  return (
    <li class={`bubble customer ${pending.state}`}>
      <span class="unseen">{text.you}: </span>
      {pending.say.file && (
        <span class="text">
          <Icon name="paper" /> {pending.say.file.name}
        </span>
      )}
      <Marked text={textOf(pending.say)} />
      <span class="meta">
        <time dateTime={new Date(pending.at).toISOString()}>{timeOf(pending.at)}</time>
        {!failed && <Ticks state="sending" />}
      </span>
      {failed && (
        <span class="retry">
          {text.failed}{' '}
          <button type="button" onClick={() => sendAgain(pending)}>
            {text.again}
          </button>
        </span>
      )}
    </li>
  );
}
