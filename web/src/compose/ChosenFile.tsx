import type { JSX } from 'preact';
import { Icon } from '../shell/Icon.tsx';
import { language, words } from '../state/language.ts';
import { sizeText, type Picked } from './file.ts';

/** The file that goes with the next message, or why it cannot. */
export function ChosenFile(props: { file: Picked | null; refused: boolean; onDrop: () => void }): JSX.Element | null {
  const { file, refused, onDrop } = props;
  const text = words.value.compose;
  if (refused) {
    return (
      <p class="chosen wrong" role="alert">
        {text.tooLarge}
      </p>
    );
  }
  if (!file) return null;
  return (
    <p class="chosen" role="status">
      <span>
        <Icon name="clip" /> {file.name} <small>{sizeText(file.size, language.value)}</small>
      </span>
      <button type="button" class="quiet" aria-label={text.dropFile} title={text.dropFile} onClick={onDrop}>
        ✕
      </button>
    </p>
  );
}
