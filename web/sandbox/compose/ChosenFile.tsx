import type { JSX } from 'preact';
import { Icon } from '../../parts/show/Icon.tsx';
import { language } from '../../parts/language/language.ts';
import { words } from '../words/words.ts';
import { sizeText, type Picked } from './file.ts';
import { classes } from '../../parts/look/classes.ts';
import common from '../../parts/look/common.module.css';
import css from './ChosenFile.module.css';

/** The file that goes with the next message, or why it cannot. */
export function ChosenFile(props: { file: Picked | null; refused: boolean; onDrop: () => void }): JSX.Element | null {
  const { file, refused, onDrop } = props;
  const text = words.value.compose;
  if (refused) {
    return (
      <p class={classes(css.chosen, common.wrong)} role="alert">
        {text.tooLarge}
      </p>
    );
  }
  if (!file) return null;
  return (
    <p class={css.chosen} role="status" data-chosen>
      <span>
        <Icon name="clip" /> {file.name} <small>{sizeText(file.size, language.value)}</small>
      </span>
      <button type="button" class={common.quiet} aria-label={text.dropFile} title={text.dropFile} onClick={onDrop}>
        ✕
      </button>
    </p>
  );
}
