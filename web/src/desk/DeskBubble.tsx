import type { JSX } from 'preact';
import type { DeskMessage } from '../../../src/sandbox/types.ts';
import { timeOf, words } from '../state/language.ts';
import { authorOf } from '../state/tally.ts';

/** One message at the desk. The bot's come in by the customer's door, so they are told apart by their beginning. */
export function DeskBubble({ message }: { message: DeskMessage }): JSX.Element {
  const text = words.value.desk;
  const author = authorOf(message);
  const time = <time dateTime={new Date(message.at).toISOString()}>{timeOf(message.at)}</time>;
  if (author === 'activity') {
    return (
      <li class="activity">
        {message.content} {time}
      </li>
    );
  }
  return (
    <li class={`entry ${author}`}>
      <p class="from">
        <span class="kind">{text.author[author]}</span>
        {author !== 'bot' && <strong>{message.senderName ?? text.unknown}</strong>}
        {time}
      </p>
      <p class="text">{message.content ?? text.blank}</p>
    </li>
  );
}
