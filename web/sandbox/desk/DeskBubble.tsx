import type { JSX } from 'preact';
import type { DeskMessage } from '../../../src/sandbox/types.ts';
import { FileView } from '../files/FileView.tsx';
import { Icon } from '../../parts/show/Icon.tsx';
import { authorOf } from '../state/author.ts';
import { timeOf } from '../../parts/language/time.ts';
import { words } from '../words/words.ts';
import { EntryFoot } from './EntryFoot.tsx';
import { classes } from '../../parts/look/classes.ts';
import { DeskText } from '../text/DeskText.tsx';
import text from '../text/Text.module.css';
import css from './DeskBubble.module.css';

/** One message at the desk. Without a token the bot's come in by the customer's door, so they are told apart by their beginning. */
export function DeskBubble({ message, conversation }: { message: DeskMessage; conversation: number }): JSX.Element {
  const say = words.value.desk;
  const author = authorOf(message);
  const { content, deleted, files = [], senderName, shown } = message;
  const time = <time dateTime={new Date(message.at).toISOString()}>{timeOf(message.at)}</time>;
  if (author === 'activity') {
    return (
      <li class={css.activity} data-author={author}>
        {content} {time}
      </li>
    );
  }
  const named = author === 'customer' || author === 'agent' || author === 'note';
  return (
    <li class={classes(css.entry, css[author])} data-author={author}>
      <p class={css.from}>
        <span class={css.kind}>
          {author === 'note' && <Icon name="lock" />} {say.author[author]}
        </span>
        {named && <strong>{senderName ?? say.unknown}</strong>}
        {time}
      </p>
      {files.map(({ name, size, type, url }) => (
        <FileView key={url} mime={type} url={url} name={name} size={size} />
      ))}
      {(content || files.length === 0) &&
        (shown && !deleted ? (
          <DeskText pieces={shown} />
        ) : (
          <p class={classes(text.text, deleted && css.deleted)} data-text>
            {deleted ? say.deleted : (content ?? say.blank)}
          </p>
        ))}
      <EntryFoot message={message} conversation={conversation} />
    </li>
  );
}
