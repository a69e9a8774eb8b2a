import type { JSX } from 'preact';
import { partWords } from '../language/words.ts';
import type { Link } from '../live/follow.ts';
import { classes } from '../look/classes.ts';
import css from './LinkState.module.css';

/** Whether the page hears the server, in the header. */
export function LinkState({ link }: { link: Link }): JSX.Element {
  return (
    <p class={classes(css.link, css[link])} data-link={link} role="status">
      <span class={css.words}>{partWords.value.link[link]}</span>
    </p>
  );
}
