import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { dateOf } from '../../../parts/language/time.ts';
import { ask, Failure } from '../../server/ask.ts';
import { failureWords } from '../../shell/Asked.tsx';
import { botWords } from '../../words/bot.ts';
import css from './Bot.module.css';
import type { FileShown } from './types.ts';

/** What the file said before, with the way back: into the editor first. */
export function Versions(props: {
  file: FileShown;
  channel: string;
  onRestore: (content: string) => void;
}): JSX.Element {
  const { file, channel, onRestore } = props;
  const text = botWords.value;
  const [said, setSaid] = useState('');
  const restore = async (version: number) => {
    try {
      const { content } = await ask<{ content: string }>('bot/version', { channel, file: file.id, version });
      onRestore(content);
      setSaid(text.restored);
    } catch (error) {
      if (error instanceof Failure) setSaid(failureWords(error));
    }
  };
  return (
    <details class={css.versions}>
      <summary>{text.history}</summary>
      {file.versions.length === 0 && <p class={css.soft}>{text.noHistory}</p>}
      <p role="status">{said}</p>
      <ul>
        {file.versions.map(({ id, author, at }) => (
          <li key={id}>
            {dateOf(at)} · {author ?? text.onDisk}{' '}
            <Button small onClick={() => void restore(id)} aria-label={`${text.restore}: ${dateOf(at)}`}>
              {text.restore}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
