import type { JSX } from 'preact';
import type { PhoneMessage } from '../../../src/sandbox/types.ts';
import { FileView } from '../files/FileView.tsx';
import { Icon } from '../../parts/show/Icon.tsx';
import { words } from '../words/words.ts';
import { Marked } from '../text/Marked.tsx';
import files from '../files/FileView.module.css';
import { classes } from '../../parts/look/classes.ts';

/** What a message says: a file with its caption, a place, or a text. */
export function BubbleContent({ message }: { message: PhoneMessage }): JSX.Element {
  const { media, location, text } = message;
  const { place } = words.value.phone;
  return (
    <>
      {media && (
        <FileView
          mime={media.kind === 'document' ? media.mime : media.mime || `${media.kind}/*`}
          url={media.url}
          name={media.name}
          size={media.size}
          voice={media.voice ?? false}
          asDocument={media.kind === 'document'}
          sticker={media.kind === 'sticker'}
        />
      )}
      {location && (
        <a
          class={classes(files.file, files.paper)}
          target="_blank"
          rel="noreferrer"
          href={`https://www.openstreetmap.org/?mlat=${location.latitude}&mlon=${location.longitude}`}
        >
          <Icon name="pin" />
          <span class={files.name}>{location.name ?? place}</span>
          <small>
            {location.address && `${location.address} · `}
            {location.latitude}, {location.longitude}
          </small>
        </a>
      )}
      {text !== '' && !location && <Marked text={text} />}
    </>
  );
}
