import type { JSX } from 'preact';
import { timeOf } from '../../parts/language/time.ts';
import { words } from '../words/words.ts';
import { sendAgain } from '../state/outbox.ts';
import { textOf, type Pending } from '../state/unmatched.ts';
import { Marked } from '../text/Marked.tsx';
import { Icon } from '../../parts/show/Icon.tsx';
import { Ticks } from '../shell/Ticks.tsx';
import { classes } from '../../parts/look/classes.ts';
import common from '../../parts/look/common.module.css';
import text from '../text/Text.module.css';
import css from './Bubble.module.css';

/** A message that the sandbox has not shown yet, or did not take. */
export function PendingBubble({ pending }: { pending: Pending }): JSX.Element {
  const say = words.value.phone;
  const failed = pending.state === 'failed';
  return (
    <li class={classes(css.bubble, css.customer, failed && css.failed)} data-from="customer">
      <span class={common.unseen}>{say.you}: </span>
      {pending.say.file && (
        <span class={text.text}>
          <Icon name="paper" /> {pending.say.file.name}
        </span>
      )}
      <Marked text={textOf(pending.say)} />
      <span class={css.meta}>
        <time dateTime={new Date(pending.at).toISOString()}>{timeOf(pending.at)}</time>
        {!failed && <Ticks state="sending" />}
      </span>
      {failed && (
        <span class={css.retry}>
          {say.failed}{' '}
          <button type="button" onClick={() => sendAgain(pending)}>
            {say.again}
          </button>
        </span>
      )}
    </li>
  );
}
