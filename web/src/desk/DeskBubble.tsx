import type { JSX } from 'preact';
import type { DeskMessage } from '../../../src/sandbox/types.ts';
import { FileView } from '../files/FileView.tsx';
import { Icon } from '../shell/Icon.tsx';
import { authorOf } from '../state/author.ts';
import { timeOf, words } from '../state/language.ts';
import { EntryFoot } from './EntryFoot.tsx';

/** One message at the desk. Without a token the bot's come in by the customer's door, so they are told apart by their beginning. */
export function DeskBubble({ message, conversation }: { message: DeskMessage; conversation: number }): JSX.Element {
  const text = words.value.desk;
  const author = authorOf(message);
  const { content, deleted, files = [], senderName } = message;
  const time = <time dateTime={new Date(message.at).toISOString()}>{timeOf(message.at)}</time>;
  if (author === 'activity') {
    return (
      <li class="activity">
        {content} {time}
      </li>
    );
  }
  const named = author === 'customer' || author === 'agent' || author === 'note';
  return (
    <li class={`entry ${author}${deleted ? ' deleted' : ''}`}>
      <p class="from">
        <span class="kind">
          {author === 'note' && <Icon name="lock" />} {text.author[author]}
        </span>
        {named && <strong>{senderName ?? text.unknown}</strong>}
        {time}
      </p>
      {files.map(({ name, size, type, url }) => (
        <FileView key={url} mime={type} url={url} name={name} size={size} />
      ))}
      {(content || files.length === 0) && <p class="text">{deleted ? text.deleted : (content ?? text.blank)}</p>}
      <EntryFoot message={message} conversation={conversation} />
    </li>
  );
}
