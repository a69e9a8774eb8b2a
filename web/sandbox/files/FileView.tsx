import type { JSX } from 'preact';
import { sizeText } from '../compose/file.ts';
import { Icon } from '../../parts/show/Icon.tsx';
import { language } from '../../parts/language/language.ts';
import { words } from '../words/words.ts';
import { classes } from '../../parts/look/classes.ts';
import css from './FileView.module.css';

interface FileViewProps {
  /** MIME type; empty where not known. */
  mime: string;
  url: string;
  name: string | undefined;
  /** Bytes; 0 where not known. */
  size: number;
  /** A recording made in the chat. */
  voice?: boolean;
  /** Shown as a link, whatever it is: that is how WhatsApp shows a document. */
  asDocument?: boolean;
  sticker?: boolean;
}

/** A file in a message: pictures are seen, recordings and films played, anything else is a link that saves it. */
export function FileView({ mime, url, name, size, voice, asDocument, sticker }: FileViewProps): JSX.Element {
  const text = words.value.files;
  const family = asDocument ? 'other' : mime.split('/')[0];
  const called = name ?? text.unnamed;
  if (family === 'image') {
    return (
      <a class={classes(css.file, css.picture, sticker && css.sticker)} href={url} target="_blank" rel="noreferrer">
        <img src={url} alt={called} loading="lazy" />
      </a>
    );
  }
  if (family === 'audio') {
    return (
      <span class={classes(css.file, css.sound)}>
        {voice && (
          <small>
            <Icon name="voice" /> {text.voice}
          </small>
        )}
        <audio src={url} controls preload="metadata" aria-label={voice ? text.voice : called} />
      </span>
    );
  }
  if (family === 'video')
    return <video class={classes(css.file, css.film)} src={url} controls preload="metadata" aria-label={called} />;
  return (
    <a class={classes(css.file, css.paper)} href={url} download={called}>
      <Icon name="paper" />
      <span class={css.name}>{called}</span>
      <small>{sizeText(size, language.value)}</small>
    </a>
  );
}
