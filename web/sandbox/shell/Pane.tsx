import type { ComponentChildren, JSX } from 'preact';
import { pane, sideBySide, type Pane as Which } from '../state/view.ts';
import { classes } from '../../parts/look/classes.ts';
import css from './Pane.module.css';

/** One of the three parts: a region where they stand side by side, a tab's panel where they do not. */
export function Pane(props: { which: Which; label: string; children: ComponentChildren }): JSX.Element {
  const { which, label, children } = props;
  const alone = !sideBySide.value;
  return (
    <section
      id={`pane-${which}`}
      class={classes(css.pane, css[which])}
      role={alone ? 'tabpanel' : 'region'}
      aria-label={label}
      hidden={alone && pane.value !== which}
    >
      {children}
    </section>
  );
}
