import type { ComponentChildren, JSX } from 'preact';
import { classes } from '../../parts/look/classes.ts';
import { isShown, places, type Pane as Which } from '../state/view.ts';
import css from './Pane.module.css';

/** One of the parts: a region where it stands by itself, a tab's panel where it shares its place. */
export function Pane(props: { which: Which; label: string; children: ComponentChildren }): JSX.Element {
  const { which, label, children } = props;
  const alone = places.value.some((place) => place.length === 1 && place[0] === which);
  return (
    <section
      id={`pane-${which}`}
      class={classes(css.pane, css[which])}
      role={alone ? 'region' : 'tabpanel'}
      aria-label={label}
      hidden={!isShown(which)}
    >
      {children}
    </section>
  );
}
